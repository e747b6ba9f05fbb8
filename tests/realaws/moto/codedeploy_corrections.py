"""CodeDeploy deployments to Lambda aliases, which moto does not run.

A minute of a shift takes SECONDS_A_MINUTE, or no test would see the end of one. Its
weights are seen on the alias meanwhile, and it can be stopped (CodeDeploy user guide,
deployment-steps-lambda, and API reference, StopDeployment). Nothing watches alarms.
"""

import json
import re
import threading
import time
import uuid

from moto.awslambda.utils import get_backend
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.exceptions import JsonRESTError

SECONDS_A_MINUTE = 2
DEPLOYMENTS = {}
LOCK = threading.RLock()


def steps(config):
    """The share of the new version and how long it has it, in minutes, for each step."""
    found = re.search(r"Lambda(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minute", config or "")
    if not found:
        return []
    kind, percent, minutes = found[1], int(found[2]), int(found[3])
    shares = [percent] if kind == "Canary" else range(percent, 100, percent)
    return [(share / 100, minutes) for share in shares]


def routing(weights):
    return {"AdditionalVersionWeights": weights}


class Deployment:
    def __init__(self, request, account, region):
        spec = json.loads(request._get_param("revision")["appSpecContent"]["content"])
        (resource,) = spec["Resources"]
        (target,) = resource.values()
        self.properties = target["Properties"]
        self.backend = get_backend(account, region)
        self.steps = steps(request._get_param("deploymentConfigName"))
        self.info = {
            "deploymentId": "d-" + uuid.uuid4().hex[:9].upper(),
            "applicationName": request._get_param("applicationName"),
            "deploymentGroupName": request._get_param("deploymentGroupName"),
            "deploymentConfigName": request._get_param("deploymentConfigName"),
            "description": request._get_param("description"),
            "creator": "user",
            "status": "InProgress",
            "createTime": time.time(),
        }

    def move(self, version, weights):
        p = self.properties
        self.backend.update_alias(p["Alias"], p["Name"], version, None, routing(weights))

    def end(self, status, code=None, message=None):
        self.info.update(status=status, completeTime=time.time())
        if code:
            self.info["errorInformation"] = {"code": code, "message": message}

    def begin(self):
        p = self.properties
        alias = self.backend.get_alias(p["Alias"], p["Name"])
        if alias.function_version != p["CurrentVersion"]:
            self.end("Failed", "INVALID_LAMBDA_CONFIGURATION", "The alias is not on the current version.")
        else:
            self.step()

    def step(self):
        with LOCK:
            if self.info["status"] != "InProgress":
                return
            p = self.properties
            if not self.steps:
                self.move(p["TargetVersion"], {})
                self.end("Succeeded")
                return
            share, minutes = self.steps.pop(0)
            self.move(p["CurrentVersion"], {p["TargetVersion"]: share})
            timer = threading.Timer(minutes * SECONDS_A_MINUTE, self.step)
            timer.daemon = True
            timer.start()

    def stop(self, back):
        """Without the way back the alias keeps the weights that it has."""
        self.end("Stopped", "MANUAL_STOP", "The deployment was stopped.")
        if not back:
            return
        undo = dict(self.info, deploymentId="d-" + uuid.uuid4().hex[:9].upper(), creator="codeDeployRollback",
                    status="Succeeded", rollbackInfo={"rollbackTriggeringDeploymentId": self.info["deploymentId"]})
        undo.pop("errorInformation")
        self.info["rollbackInfo"] = {"rollbackDeploymentId": undo["deploymentId"]}
        self.move(self.properties["CurrentVersion"], {})
        rollback = object.__new__(Deployment)
        rollback.info = undo
        DEPLOYMENTS[undo["deploymentId"]] = rollback


def create_deployment(self):
    with LOCK:
        made = Deployment(self, self.current_account, self.region)
        group = made.info["deploymentGroupName"]
        for other in DEPLOYMENTS.values():
            if other.info["deploymentGroupName"] == group and other.info["status"] == "InProgress":
                raise JsonRESTError("DeploymentLimitExceededException", f"The Deployment Group '{group}' already has "
                                    f"an active Deployment '{other.info['deploymentId']}'")
        DEPLOYMENTS[made.info["deploymentId"]] = made
        made.begin()
    return json.dumps({"deploymentId": made.info["deploymentId"]})


def find(self):
    id = self._get_param("deploymentId")
    if id not in DEPLOYMENTS:
        raise JsonRESTError("DeploymentDoesNotExistException", f"The deployment {id} could not be found")
    return DEPLOYMENTS[id]


def get_deployment(self):
    with LOCK:
        return json.dumps({"deploymentInfo": find(self).info})


def stop_deployment(self):
    with LOCK:
        found = find(self)
        if found.info["status"] != "InProgress":
            raise JsonRESTError("DeploymentAlreadyCompletedException",
                                f"The deployment {found.info['deploymentId']} is already complete")
        found.stop(bool(self._get_param("autoRollbackEnabled")))
    return json.dumps({"status": "Succeeded"})


def list_deployments(self):
    wanted = self._get_param("includeOnlyStatuses") or []
    group = self._get_param("deploymentGroupName")
    since = (self._get_param("createTimeRange") or {}).get("start") or 0
    with LOCK:
        return json.dumps({"deployments": [
            id for id, d in DEPLOYMENTS.items()
            if d.info["deploymentGroupName"] == group and d.info["createTime"] >= since
            and (not wanted or d.info["status"] in wanted)
        ]})


def install():
    for operation in (create_deployment, get_deployment, stop_deployment, list_deployments):
        setattr(CodeDeployResponse, operation.__name__, operation)
