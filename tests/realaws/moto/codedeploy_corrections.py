"""CodeDeploy deployments to Lambda aliases, which moto does not run.

All traffic moves at once, and the deployment has ended when CreateDeployment
returns: there is no canary and no alarm to stop it.
"""

import json
import time
import uuid

from moto.awslambda.utils import get_backend
from moto.codedeploy.responses import CodeDeployResponse

DEPLOYMENTS = {}


def create_deployment(self):
    content = json.loads(self._get_param("revision")["appSpecContent"]["content"])
    backend = get_backend(self.current_account, self.region)
    deployment = {
        "deploymentId": "d-" + uuid.uuid4().hex[:9].upper(),
        "applicationName": self._get_param("applicationName"),
        "deploymentGroupName": self._get_param("deploymentGroupName"),
        "description": self._get_param("description"),
        "status": "Succeeded",
        "createTime": time.time(),
        "completeTime": time.time(),
    }
    for resource in content["Resources"]:
        for target in resource.values():
            p = target["Properties"]
            if backend.get_alias(p["Alias"], p["Name"]).function_version != p["CurrentVersion"]:
                deployment["status"] = "Failed"
                deployment["errorInformation"] = {
                    "code": "REVISION_MISSING",
                    "message": "the alias is not on CurrentVersion",
                }
            else:
                backend.update_alias(p["Alias"], p["Name"], p["TargetVersion"], None, None)
    DEPLOYMENTS[deployment["deploymentId"]] = deployment
    return json.dumps({"deploymentId": deployment["deploymentId"]})


def get_deployment(self):
    return json.dumps({"deploymentInfo": DEPLOYMENTS[self._get_param("deploymentId")]})


def list_deployments(self):
    wanted = self._get_param("includeOnlyStatuses") or []
    group = self._get_param("deploymentGroupName")
    return json.dumps({"deployments": [
        id for id, d in DEPLOYMENTS.items()
        if d["deploymentGroupName"] == group and (not wanted or d["status"] in wanted)
    ]})


def install():
    for operation in (create_deployment, get_deployment, list_deployments):
        setattr(CodeDeployResponse, operation.__name__, operation)
