package localpipeline

import (
	"context"
	"fmt"
	"strings"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/sqs"
	"slipway/shared/contract"
)

// approving is what the machine that approves calls: CodePipeline, and the queue for
// approvals that cannot be answered.
type approving struct {
	recording
	run *run
	by  string // ARN of the machine's role, as it calls
	// looked says that the pipeline's state was read: it is shown with a delay.
	looked bool
}

// runApprover runs the deployed machine that approves.
func (r *run) runApprover(ctx context.Context, arn, by string, input []byte) (any, error) {
	machine, err := r.env.View.Machine(arn, by)
	if err != nil {
		return nil, err
	}
	return r.runExpress(ctx, machine, input, &approving{
		recording: recording{
			tables: r.behind(machine, nil),
			kept:   func() { r.unanswered++ },
		},
		run: r,
		by:  sessionOf(machine),
	})
}

// sessionOf is a machine's role, as it calls.
func sessionOf(m account.Machine) string {
	role := m.RoleArn[strings.LastIndex(m.RoleArn, "/")+1:]
	return "arn:aws:sts::" + account.OwnerOf(m.RoleArn) + ":assumed-role/" + role + "/simulated"
}

// Call performs one of the machine's calls.
func (a *approving) Call(_ context.Context, resource, role string, parameters any) (any, error) {
	asks := a.run.asks
	switch resource {
	case sqs.Resource:
		return sqs.Send(a.send, parameters)
	case codepipeline.StateResource:
		var stages []string
		for _, stage := range asks.pipeline.Stages {
			stages = append(stages, stage.Name)
		}
		var waits *codepipeline.Approval
		if a.looked {
			waits = &codepipeline.Approval{
				Stage:     contract.ApprovalStage,
				Action:    contract.ApprovalAction,
				Execution: asks.id,
				Token:     asks.token(),
			}
		}
		a.looked = true
		return codepipeline.State(stages, waits, parameters)
	case codepipeline.AnswerResource:
		given, err := codepipeline.AnswerOf(parameters)
		switch {
		case err != nil:
		case a.run.fault == "wait":
			err = &asl.Error{Name: "CodePipeline.ThrottlingException", Cause: "FAULT=wait"}
		case given.Token != asks.token():
			err = codepipeline.NoToken()
		case asks.answer != nil:
			err = codepipeline.Answered()
		default:
			asks.answer = &answer{
				approve: given.Status == "Approved",
				summary: given.Summary,
				by:      a.by,
			}
		}
		return map[string]any{}, err
	}
	return nil, fmt.Errorf("the simulated pipeline has no %s here", resource)
}

// token is that of the approval that the execution waits with.
func (e *execution) token() string { return e.actions[len(e.actions)-1].ID }

// notAnswered prints the alarm on the queue of approvals that the machine could not answer.
func (r *run) notAnswered() error {
	if r.unanswered == 0 {
		return nil
	}
	return r.rings("the approval could not be answered, and waits for a person; "+
		"`make approve ENV=%s SERVICE=%s` answers it", r.env.Name, r.service)
}
