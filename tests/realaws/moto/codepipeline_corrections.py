"""CodePipeline: the executions of a pipeline, of which there are none; moto starts none.

An execution that is under way ends with an update of its pipeline, so a deployment asks
before it updates one (CodePipeline API reference, ListPipelineExecutions).
"""

import json

from moto.codepipeline.responses import CodePipelineResponse


def list_pipeline_executions(self):
    return json.dumps({"pipelineExecutionSummaries": []})


def install():
    CodePipelineResponse.list_pipeline_executions = list_pipeline_executions
