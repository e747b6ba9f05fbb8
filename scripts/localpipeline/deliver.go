package localpipeline

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/store"
)

// deliver is what the targets of rules do with an input.
func (r *run) deliver(ctx context.Context, target account.Target, input []byte) error {
	to, err := arn.Parse(target.Arn)
	if err != nil {
		return fmt.Errorf("read target of rule %s: %w", target.Rule, err)
	}
	switch to.Service {
	case "states":
		if target.Arn == r.outputs.ReleaseArn {
			return r.undo(ctx, input)
		}
		return r.runMachine(ctx, target, input)
	case "events":
		takes, err := r.env.View.Puts(target.RoleArn, target.Arn)
		if err != nil {
			return err
		}
		if !takes {
			return r.undelivered(target, input)
		}
		return r.bus.Forward(ctx, to.AccountID, strings.TrimPrefix(to.Resource, "event-bus/"), input)
	default:
		return fmt.Errorf("the simulated pipeline has no target of %s: %s", to.Service, target.Arn)
	}
}

// runMachine runs the machine that a rule starts, twice: EventBridge delivers an event at least
// once (EventBridge User Guide, eb-delivery-level).
func (r *run) runMachine(ctx context.Context, target account.Target, input []byte) error {
	machine, err := r.env.View.Machine(target.Arn, "rule "+target.Rule)
	if err != nil {
		return err
	}
	runs := r.runRecorder
	if _, err := machine.Task("codepipeline:startPipelineExecution"); err == nil {
		runs = r.runStarter
	}
	if _, err := machine.Task("codepipeline:putApprovalResult"); err == nil {
		runs = r.runApprover
	}
	for range 2 {
		if _, err := runs(ctx, target.Arn, "rule "+target.Rule, input); err != nil {
			return err
		}
	}
	return nil
}

// undelivered keeps an event that a target does not take, as EventBridge does (EventBridge
// User Guide, eb-rule-dlq).
func (r *run) undelivered(target account.Target, event []byte) error {
	if err := r.env.View.Store.SendMessage(r.account, r.env.Outputs.DeadLettersURL, store.Message{
		Body: string(event),
		Attributes: map[string]string{
			"RULE_ARN":   fmt.Sprintf("arn:aws:events:%s:%s:rule/%s", r.region, r.account, target.Rule),
			"TARGET_ARN": target.Arn,
			"ERROR_CODE": "NO_PERMISSIONS",
		},
	}); err != nil {
		return fmt.Errorf("keep event for %s: %w", target.Arn, err)
	}
	return r.rings("%s takes no event of the rule %s, which is in the queue", target.Arn, target.Rule)
}
