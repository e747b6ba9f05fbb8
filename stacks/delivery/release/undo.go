package release

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/iampolicy"
	"slipway/stacks/delivery/machine"
	"slipway/stacks/delivery/push"
)

// undo starts the machine again for an execution of it that died: aborted or out of
// time. Nothing in the execution itself can stop the traffic shift it left behind then
// (R12). One that failed has gone its own way back, and is not among them: an undo that
// fails would call for an undo of itself, without end.
func (args ReleaseArgs) undo(
	ctx *pulumi.Context, name string, r *Release, made *machine.Machine, tags pulumi.StringMap,
) error {
	starter, err := component.NewRole(ctx, name+"-undo-role", component.RoleArgs{
		Name: args.UndoRole,
		Trust: component.TrustService("events.amazonaws.com", args.Own.ID,
			args.Own.Arn("events", "rule/"+args.UndoRule.String())),
		Account: args.Own,
		Tags:    tags,
		Policy: iampolicy.Document{{
			Sid:       "StartTheUndo",
			Actions:   []string{"states:StartExecution"},
			Resources: pulumi.StringArray{made.Arn},
		}},
	}, r)
	if err != nil {
		return err
	}
	rule, err := cloudwatch.NewEventRule(ctx, name+"-undo-rule", &cloudwatch.EventRuleArgs{
		Name:         pulumi.String(args.UndoRule.String()),
		Description:  pulumi.String("Has executions of " + args.Machine.String() + " that died undone"),
		EventPattern: pulumi.JSONMarshal(deathPattern(machine.Arn(args.Own, args.Machine))),
		State:        pulumi.String("ENABLED"),
		Tags:         tags,
	}, component.Named(r, args.Own)...)
	if err != nil {
		return fmt.Errorf("create rule %s: %w", args.UndoRule, err)
	}
	_, err = cloudwatch.NewEventTarget(ctx, name+"-undo-target", &cloudwatch.EventTargetArgs{
		TargetId: pulumi.String("release"),
		Rule:     rule.Name,
		Arn:      made.Arn,
		RoleArn:  starter.Arn,
		InputTransformer: cloudwatch.EventTargetInputTransformerArgs{
			InputPaths:    pulumi.StringMap{"execution": pulumi.String("$.detail.executionArn")},
			InputTemplate: pulumi.String(push.InputTemplate(map[string]any{"undoOf": "<execution>"})),
		},
		RetryPolicy:      push.LongestRetry(),
		DeadLetterConfig: cloudwatch.EventTargetDeadLetterConfigArgs{Arn: args.Bus.DeadLetterArn},
	}, component.Child(r, args.Own, pulumi.DependsOn(starter.Ready))...)
	if err != nil {
		return fmt.Errorf("create target of rule %s: %w", args.UndoRule, err)
	}
	return nil
}

// deathPattern matches the executions of a machine that somebody or something ended
// (Step Functions Developer Guide, cw-events).
func deathPattern(machine string) map[string]any {
	return map[string]any{
		"source":      []string{"aws.states"},
		"detail-type": []string{"Step Functions Execution Status Change"},
		"detail": map[string]any{
			"stateMachineArn": []string{machine},
			"status":          []string{"ABORTED", "TIMED_OUT"},
		},
	}
}
