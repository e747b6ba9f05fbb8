"""Step Functions: the type of a machine, its second execution, the case of names in
SDK integrations, times, paths that may find several values, and the count of redrives."""

import copy
import json
import sys
from datetime import datetime, timezone

import botocore.session
from botocore.model import ListShape, StructureShape
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.asl.component.state import state
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_aws_sdk
from moto.stepfunctions.parser.asl.utils import json_path
from moto.stepfunctions.parser.backend import execution_worker
from moto.stepfunctions.parser.utils import camel_to_snake_case
from moto.stepfunctions.responses import StepFunctionResponse

MODELS = botocore.session.get_session()
StateTaskServiceAwsSdk = state_task_service_aws_sdk.StateTaskServiceAwsSdk

# An error's name begins with the service as the SDK for Java writes it (Step Functions
# developer guide, supported-services-awssdk); moto knows two of them.
SERVICES = {"codepipeline": "CodePipeline", "lambda": "Lambda", "codedeploy": "CodeDeploy", "cloudwatch": "CloudWatch", "ecr": "Ecr",
            "eventbridge": "EventBridge"}


def remember_type(create):
    """CreateStateMachine's `type` is kept: moto calls every machine STANDARD."""

    def created(self):
        answer = create(self)
        for machine in self.stepfunction_backend.state_machines:
            if machine.name == self._get_param("name"):
                machine.type = self._get_param("type") or "STANDARD"
        return answer

    return created


def without_executions(self, memo):
    """A machine is copied for each execution; moto cannot copy the earlier ones."""
    clone = copy.copy(self)
    clone.executions = []
    return clone


def operation(task):
    model = MODELS.get_service_model(task._get_boto_service_name())
    for name in model.operation_names:
        if camel_to_snake_case(name).lstrip("_") == task._get_boto_service_action():
            return model.operation_model(name)
    raise LookupError(f"{task._get_boto_service_name()} has no {task._get_boto_service_action()}")


def to_request(self, parameters, boto_service_name=None, service_action_name=None):
    """Parameters are PascalCase for every service; moto converts only some."""
    shape = operation(self).input_shape
    if shape:
        self._to_boto_request(parameters, shape)


def pascal(value, shape):
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        return {k[:1].upper() + k[1:]: pascal(v, shape.members.get(k)) for k, v in value.items()}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [pascal(v, shape.member) for v in value]
    if shape is not None and shape.type_name == "string" and not isinstance(value, str):
        return json.dumps(value)  # moto reads JSON inside text, such as an image's manifest
    return iso(value) if hasattr(value, "isoformat") else value


def iso(time):
    """Times end in Z, in results and in the context object (Step Functions developer guide,
    input-output-contextobject); moto writes +00:00."""
    return time.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_result(evaluate):
    """Results are PascalCase for every service, and times are text."""

    def evaluated(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        evaluate(self, env, resource_runtime_part, normalised_parameters, state_credentials)
        env.stack[-1] = pascal(env.stack[-1], operation(self).output_shape)

    return evaluated


def several(extract):
    """A path with [*] or .. always finds a list; moto unpacks a list of one, and fails over none."""

    def extracted(path, data):
        if "[*]" in path or ".." in path:
            return [match.value for match in json_path.parse(path).find(data)]
        return extract(path, data)

    return extracted


def with_reason(stop):
    """StopExecution's error and cause are told by DescribeExecution; moto drops them."""

    def stopped(self):
        execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
        if execution.status == "RUNNING":
            execution.error, execution.cause = self._get_param("error"), self._get_param("cause")
        return stop(self)

    return stopped


def install():
    execution_data = execution_worker.ExecutionData
    execution_worker.ExecutionData = lambda **values: execution_data(
        **{**values, "StartTime": iso(values["StartTime"]), "RedriveCount": 0})
    state_data = state.StateData
    state.StateData = lambda **values: state_data(**{**values, "EnteredTime": iso(datetime.now(timezone.utc))})
    state_task_service_aws_sdk._SERVICE_ERROR_NAMES.update(SERVICES)
    # Java's name of EventBridge, which moto takes for Python's.
    StateTaskServiceAwsSdk._SERVICE_NAME_SFN_TO_BOTO_OVERRIDES["eventbridge"] = "events"
    extract = json_path.extract_json
    for module in list(sys.modules.values()):
        if getattr(module, "extract_json", None) is extract:
            module.extract_json = several(extract)
    StateMachine.__deepcopy__ = without_executions
    StepFunctionResponse.stop_execution = with_reason(StepFunctionResponse.stop_execution)
    StepFunctionResponse.create_state_machine = remember_type(StepFunctionResponse.create_state_machine)
    StateTaskServiceAwsSdk._normalise_parameters = to_request
    StateTaskServiceAwsSdk._eval_service_task = to_result(StateTaskServiceAwsSdk._eval_service_task)
