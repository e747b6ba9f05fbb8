package approve

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/eventrule"
	"slipway/stacks/delivery/push"
)

// AnswersArgs describe whose approvals are answered.
type AnswersArgs struct {
	Rule     naming.Name
	Service  naming.Service
	Pipeline naming.Name
	Approver *Approver
	Bus      *push.Bus // whose dead letters are shared
	Account  awsaccount.Account
}

// Answers is the rule that tells the approver that an approval of the service's pipeline
// has begun.
type Answers struct {
	pulumi.ResourceState

	// Ready is what must exist before the pipeline: its first execution starts at once.
	Ready []pulumi.Resource
}

// NewAnswers makes the rule and its target.
func NewAnswers(ctx *pulumi.Context, name string, args AnswersArgs, opts ...pulumi.ResourceOption) (*Answers, error) {
	a := &Answers{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Answers", name, a, opts...); err != nil {
		return nil, err
	}
	rule, target, err := eventrule.Rule{
		Name:        args.Rule,
		Description: "Has the approvals of " + args.Pipeline.String() + " answered, since nobody is asked",
		Pattern:     pattern(args.Pipeline),
		Service:     args.Service,
		To:          args.Approver.receives(args.Service),
		Bus:         args.Bus,
		Account:     args.Account,
	}.Under(ctx, name, a)
	if err != nil {
		return nil, err
	}
	a.Ready = []pulumi.Resource{rule, target}
	return a, ctx.RegisterResourceOutputs(a, pulumi.Map{})
}

// pattern matches an approval that has begun (CodePipeline user guide,
// detect-state-changes-cloudwatch-events).
func pattern(pipeline naming.Name) map[string]any {
	return map[string]any{
		"source":      []string{"aws.codepipeline"},
		"detail-type": []string{"CodePipeline Action Execution State Change"},
		"detail": map[string]any{
			"pipeline": []string{pipeline.String()},
			"stage":    []string{contract.ApprovalStage},
			"action":   []string{contract.ApprovalAction},
			"state":    []string{"STARTED"},
		},
	}
}
