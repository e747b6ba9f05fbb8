"""CodePipeline: executions, which the emulator has none of.

Source, Build and Test of an execution pass at once; it then waits for its approval, and
ends with the answer. A second start with the same token starts nothing, and an approval
is answered by the token that the state of its pipeline tells (CodePipeline API reference,
StartPipelineExecution, GetPipelineState, PutApprovalResult). Of its actions the approval
alone is listed.
"""

import sys
import time
import uuid

import moto.server

APPROVAL = "Manual-Approval"
EXECUTIONS = {}  # of each pipeline, the latest first


def started(pipelines, name):
    pipelines.pipeline(name)  # it is there
    return EXECUTIONS.setdefault(pipelines.arn(name), [])


def start(self, p):
    executions, token = started(self, p["name"]), p.get("clientRequestToken")
    for execution in executions:
        if token and execution["token"] == token:
            return {"pipelineExecutionId": execution["pipelineExecutionId"]}
    executions.insert(0, {
        "pipelineExecutionId": str(uuid.uuid4()),
        "token": token,
        "status": "InProgress",
        "startTime": time.time(),
        "revisions": p.get("sourceRevisions", []),
        "approval": str(uuid.uuid4()),
    })
    return {"pipelineExecutionId": executions[0]["pipelineExecutionId"]}


def executions(self, p):
    return {"pipelineExecutionSummaries": [
        {
            "pipelineExecutionId": e["pipelineExecutionId"],
            "status": e["status"],
            "startTime": e["startTime"],
            "lastUpdateTime": e["startTime"],
            "sourceRevisions": [
                {"actionName": r["actionName"], "revisionId": r["revisionValue"]} for r in e["revisions"]
            ],
            "trigger": {"triggerType": "StartPipelineExecution", "triggerDetail": "arn:aws:iam::123456789012:root"},
        }
        for e in started(self, p["pipelineName"])
    ]}


def with_approval(state):
    def told(self, p):
        answer = state(self, p)
        for e in started(self, p["name"])[:1]:
            for stage in answer["stageStates"]:
                if stage["stageName"] != APPROVAL:
                    continue
                stage["latestExecution"] = {"pipelineExecutionId": e["pipelineExecutionId"], "status": e["status"]}
                latest = {"status": e["status"], "lastStatusChange": e["startTime"]}
                if e["status"] == "InProgress":
                    latest["token"] = e["approval"]
                stage["actionStates"][0]["latestExecution"] = latest
        return answer

    return told


def actions(self, p):
    wanted = (p.get("filter") or {}).get("pipelineExecutionId")
    (asks,) = [
        action
        for stage in self.pipeline(p["pipelineName"])["pipeline"]["stages"] if stage["name"] == APPROVAL
        for action in stage["actions"]
    ]
    return {"actionExecutionDetails": [
        {
            "pipelineExecutionId": e["pipelineExecutionId"],
            "stageName": APPROVAL,
            "actionName": asks["name"],
            "startTime": e["startTime"],
            "status": e["status"],
            "input": {"configuration": asks["configuration"], "resolvedConfiguration": asks["configuration"]},
        }
        for e in started(self, p["pipelineName"]) if wanted in (None, e["pipelineExecutionId"])
    ]}


def answer(self, p):
    refused = sys.modules["__main__"].AwsError
    for e in started(self, p["pipelineName"]):
        if e["approval"] != p["token"]:
            continue
        if e["status"] != "InProgress":
            raise refused("ApprovalAlreadyCompletedException", "The approval action has already been approved or rejected.")
        e["status"] = {"Approved": "Succeeded", "Rejected": "Failed"}[p["result"]["status"]]
        return {"approvedAt": time.time()}
    raise refused("InvalidApprovalTokenException", "The approval token is not valid.")


def forgotten(delete):
    def deleted(self, p):
        EXECUTIONS.pop(self.arn(p["name"]), None)
        return delete(self, p)

    return deleted


def install():
    serve = moto.server.main

    def corrected(*arguments, **named):
        service = getattr(sys.modules["__main__"], "CodePipeline", None)
        if service is not None:
            service.op_StartPipelineExecution = start
            service.op_ListPipelineExecutions = executions
            service.op_ListActionExecutions = actions
            service.op_PutApprovalResult = answer
            service.op_GetPipelineState = with_approval(service.op_GetPipelineState)
            service.op_DeletePipeline = forgotten(service.op_DeletePipeline)
        return serve(*arguments, **named)

    moto.server.main = corrected
