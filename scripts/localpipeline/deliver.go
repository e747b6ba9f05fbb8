package localpipeline

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/account"
)

// deliver is what the targets of rules do with an input.
func (w *walk) deliver(ctx context.Context, target account.Target, input []byte) error {
	to, err := arn.Parse(target.Arn)
	if err != nil {
		return fmt.Errorf("read target of rule %s: %w", target.Rule, err)
	}
	switch to.Service {
	case "codepipeline":
		return w.noteStart(target, input)
	case "states":
		return w.record(ctx, target, input)
	default:
		return fmt.Errorf("the rehearsal has no target of %s: %s", to.Service, target.Arn)
	}
}

// noteStart takes the input as CodePipeline takes StartPipelineExecution.
func (w *walk) noteStart(target account.Target, input []byte) error {
	var request struct {
		SourceRevisions []struct{ ActionName, RevisionType, RevisionValue string }
	}
	if err := json.Unmarshal(input, &request); err != nil {
		return fmt.Errorf("read start request: %w", err)
	}
	s := start{pipelineArn: target.Arn, rule: target.Rule}
	for _, revision := range request.SourceRevisions {
		if revision.RevisionType == "COMMIT_ID" {
			s.commit = revision.RevisionValue
		}
	}
	w.starts = append(w.starts, s)
	return nil
}

// record runs the deployed recorder on an event.
func (w *walk) record(ctx context.Context, target account.Target, input []byte) error {
	machine, err := w.View.Machine(target.Arn, "rule "+target.Rule)
	if err != nil {
		return err
	}
	parsed, err := asl.Parse([]byte(machine.Definition))
	if err != nil {
		return fmt.Errorf("read state machine %s: %w", machine.Name, err)
	}
	var event any
	if err := json.Unmarshal(input, &event); err != nil {
		return fmt.Errorf("read input of %s: %w", machine.Name, err)
	}
	_, err = parsed.Run(ctx, event, asl.Options{Tasks: tables{w.View.Store, w.account, nil}, Clock: w.clock, MachineID: machine.Arn})
	if err != nil {
		return fmt.Errorf("run state machine %s: %w", machine.Name, err)
	}
	return nil
}
