package codepipeline

import "slipway/scripts/asl"

// The states' resources that State and AnswerOf answer.
const (
	StateResource  = "arn:aws:states:::aws-sdk:codepipeline:getPipelineState"
	AnswerResource = "arn:aws:states:::aws-sdk:codepipeline:putApprovalResult"
)

// Approval is one that waits for an answer.
type Approval struct{ Stage, Action, Execution, Token string }

// State answers how a pipeline of these stages stands (CodePipeline API reference,
// GetPipelineState). An approval that does not wait has no token; nil for none.
func State(stages []string, waits *Approval, parameters any) (any, error) {
	p, err := fields(parameters, "Name")
	if err != nil {
		return nil, err
	}
	states := []any{}
	for _, stage := range stages {
		state := map[string]any{"StageName": stage, "ActionStates": []any{map[string]any{}}}
		if waits != nil && stage == waits.Stage {
			state["LatestExecution"] = map[string]any{"PipelineExecutionId": waits.Execution, "Status": InProgress}
			state["ActionStates"] = []any{map[string]any{
				"ActionName":      waits.Action,
				"LatestExecution": map[string]any{"Status": InProgress, "Token": waits.Token},
			}}
		}
		states = append(states, state)
	}
	return map[string]any{"PipelineName": p["Name"], "StageStates": states}, nil
}

// Answer is what PutApprovalResult asks for.
type Answer struct{ Pipeline, Stage, Action, Token, Status, Summary string }

// AnswerOf reads the parameters as CodePipeline does (CodePipeline API reference,
// PutApprovalResult).
func AnswerOf(parameters any) (a Answer, err error) {
	p, err := fields(parameters, "PipelineName", "StageName", "ActionName", "Result", "Token")
	if err != nil {
		return a, err
	}
	result, err := fields(p["Result"], "Status", "Summary")
	if err != nil {
		return a, err
	}
	for value, to := range map[*string]any{
		&a.Pipeline: p["PipelineName"],
		&a.Stage:    p["StageName"],
		&a.Action:   p["ActionName"],
		&a.Token:    p["Token"],
		&a.Status:   result["Status"],
		&a.Summary:  result["Summary"],
	} {
		*value, _ = to.(string)
	}
	if a.Status != "Approved" && a.Status != "Rejected" {
		return a, invalid("Value '%s' at 'result.status' failed to satisfy constraint: "+
			"Member must satisfy enum value set: [Approved, Rejected]", a.Status)
	}
	if len(a.Summary) > 512 {
		return a, invalid("Value at 'result.summary' failed to satisfy constraint: " +
			"Member must have length less than or equal to 512")
	}
	return a, nil
}

// Answered is the error of an answer to what has its answer.
func Answered() error {
	return &asl.Error{
		Name:  "CodePipeline.ApprovalAlreadyCompletedException",
		Cause: "The approval action has already been approved or rejected.",
	}
}

// NoToken is the error of an answer with a token of no approval that waits.
func NoToken() error {
	return &asl.Error{
		Name:  "CodePipeline.InvalidApprovalTokenException",
		Cause: "The approval request already received a response or has expired.",
	}
}
