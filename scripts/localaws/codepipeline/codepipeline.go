// Package codepipeline answers the calls that state machines make to CodePipeline, as Step
// Functions' SDK integration does. Which executions and actions there are is known by its
// users.
//
// What must not be here: anything that runs a pipeline.
package codepipeline

import (
	"slices"

	"slipway/scripts/asl"
)

// Resource is the state's resource that List answers.
const Resource = "arn:aws:states:::aws-sdk:codepipeline:listActionExecutions"

// Action is an execution of an action, as CodePipeline lists it (CodePipeline API
// reference, ActionExecutionDetail).
type Action struct {
	Pipeline  string `json:"pipeline"`
	Execution string `json:"execution"` // of the pipeline
	ID        string `json:"id"`
	Stage     string `json:"stage"`
	Name      string `json:"name"`
	Category  string `json:"category"`
	Status    string `json:"status"`    // InProgress, Succeeded, Failed
	UpdatedBy string `json:"updatedBy"` // ARN of who changed it last; empty for CodePipeline itself
}

// List answers the actions of one execution of a pipeline, the latest first.
func List(actions []Action, parameters any) (any, error) {
	p, err := fields(parameters, "PipelineName", "Filter")
	if err != nil {
		return nil, err
	}
	pipeline, _ := p["PipelineName"].(string)
	filter, _ := p["Filter"].(map[string]any)
	execution, _ := filter["PipelineExecutionId"].(string)
	if pipeline == "" || execution == "" {
		return nil, &asl.Error{Name: "CodePipeline.ValidationException", Cause: "PipelineName and a filter are needed here"}
	}
	details := []any{}
	for _, a := range slices.Backward(actions) {
		if a.Pipeline != pipeline || a.Execution != execution {
			continue
		}
		detail := map[string]any{
			"PipelineExecutionId": a.Execution,
			"ActionExecutionId":   a.ID,
			"StageName":           a.Stage,
			"ActionName":          a.Name,
			"Status":              a.Status,
			"Input":               map[string]any{"ActionTypeId": map[string]any{"Category": a.Category}},
		}
		if a.UpdatedBy != "" {
			detail["UpdatedBy"] = a.UpdatedBy
		}
		details = append(details, detail)
	}
	return map[string]any{"ActionExecutionDetails": details}, nil
}
