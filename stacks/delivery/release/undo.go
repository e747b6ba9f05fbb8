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

// undo starts the machine again for each execution of it that did not succeed. Nothing in
// one that died can stop the traffic shift it left behind, write its row or tell of it
// (R12). One that failed has mostly gone its own way back: then there is nothing to do.
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

// deathPattern matches the executions of a machine that somebody or something ended, or
// that failed (Step Functions Developer Guide, eventbridge-integration). An undo that
// fails calls for no undo of itself, which would go on without end.
func deathPattern(machine string) map[string]any {
	notUndo := map[string]any{"anything-but": map[string]any{"prefix": `{"undoOf"`}}
	return map[string]any{
		"source":      []string{"aws.states"},
		"detail-type": []string{"Step Functions Execution Status Change"},
		"detail": map[string]any{
			"stateMachineArn": []string{machine},
			"$or": []any{
				map[string]any{"status": []string{"ABORTED", "TIMED_OUT"}},
				map[string]any{"status": []string{"FAILED"}, "input": []any{notUndo}},
			},
		},
	}
}
