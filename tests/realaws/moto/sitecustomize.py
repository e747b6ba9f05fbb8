"""Corrections of the moto emulator that the real-provider suite needs.

Python imports this module by itself when its folder is on PYTHONPATH, so an
emulator is corrected by starting it with that variable set. Without the
corrections the suite fails where moto differs from AWS; they hide nothing of
slipway: each one adds what AWS does and moto leaves out.
"""

import json
import time
import uuid

try:
    from moto.awslambda.models import lambda_backends
    from moto.codedeploy.responses import CodeDeployResponse
    from moto.core.config import default_user_config
    from moto.stepfunctions.responses import StepFunctionResponse
except ImportError:  # another Python program, not the emulator
    StepFunctionResponse = None


def remember_type(create):
    """CreateStateMachine's `type` is kept: moto calls every machine STANDARD."""

    def created(self):
        answer = create(self)
        for machine in self.stepfunction_backend.state_machines:
            if machine.name == self._get_param("name"):
                machine.type = self._get_param("type") or "STANDARD"
        return answer

    return created


class LambdaDeployments:
    """CodeDeploy deployments to Lambda aliases, which moto does not run.

    All traffic is moved at once and the deployment has succeeded when
    CreateDeployment returns; there is no canary and no alarm to stop it.
    """

    deployments = {}

    def create_deployment(self):
        content = json.loads(self._get_param("revision")["appSpecContent"]["content"])
        for resource in content["Resources"]:
            for target in resource.values():
                p = target["Properties"]
                backend = lambda_backends[self.current_account][self.region]
                if backend.get_alias(p["Alias"], p["Name"]).function_version != p["CurrentVersion"]:
                    return self.ended("Failed", "ALARM_ACTIVE", "the alias is not on CurrentVersion")
                backend.update_alias(p["Alias"], p["Name"], p["TargetVersion"], None, None)
        return self.ended("Succeeded")

    def ended(self, status, code=None, message=None):
        deployment = {
            "deploymentId": "d-" + uuid.uuid4().hex[:9].upper(),
            "applicationName": self._get_param("applicationName"),
            "deploymentGroupName": self._get_param("deploymentGroupName"),
            "description": self._get_param("description"),
            "status": status,
            "createTime": time.time(),
            "completeTime": time.time(),
        }
        if code:
            deployment["errorInformation"] = {"code": code, "message": message}
        LambdaDeployments.deployments[deployment["deploymentId"]] = deployment
        return json.dumps({"deploymentId": deployment["deploymentId"]})

    def get_deployment(self):
        return json.dumps({"deploymentInfo": LambdaDeployments.deployments[self._get_param("deploymentId")]})

    def list_deployments(self):
        wanted = self._get_param("includeOnlyStatuses") or []
        group = self._get_param("deploymentGroupName")
        return json.dumps({"deployments": [
            id for id, d in LambdaDeployments.deployments.items()
            if d["deploymentGroupName"] == group and (not wanted or d["status"] in wanted)
        ]})


if StepFunctionResponse is not None:
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    StepFunctionResponse.create_state_machine = remember_type(StepFunctionResponse.create_state_machine)
    for name in ("create_deployment", "get_deployment", "list_deployments", "ended"):
        setattr(CodeDeployResponse, name, getattr(LambdaDeployments, name))
