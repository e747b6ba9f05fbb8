package localpipeline

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"slipway/scripts/localaws/account"
)

// deliver is what the targets of rules do with an input.
func (r *run) deliver(ctx context.Context, target account.Target, input []byte) error {
	to, err := arn.Parse(target.Arn)
	if err != nil {
		return fmt.Errorf("read target of rule %s: %w", target.Rule, err)
	}
	switch to.Service {
	case "codepipeline":
		return r.noteStart(target, input)
	case "states":
		if target.Arn == r.outputs.ReleaseArn {
			return r.undo(ctx, input)
		}
		return r.record(ctx, target, input)
	default:
		return fmt.Errorf("the simulated pipeline has no target of %s: %s", to.Service, target.Arn)
	}
}

// noteStart takes the input as CodePipeline takes StartPipelineExecution.
func (r *run) noteStart(target account.Target, input []byte) error {
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
	r.starts = append(r.starts, s)
	return nil
}
