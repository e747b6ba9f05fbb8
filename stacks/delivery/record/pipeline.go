package record

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/eventrule"
	"slipway/stacks/delivery/push"
)

// RecordArgs describe which pipeline is recorded.
type RecordArgs struct {
	Rule     naming.Name
	Service  naming.Service
	Pipeline naming.Name
	Recorder *Recorder
	Bus      *push.Bus // whose dead letters are shared
	Account  awsaccount.Account
}

// Record is the rule that hands the state changes of one service's pipeline to
// the recorder. One rule for all pipelines would have to match their names by a
// wildcard, and pipeline-*-dev also matches a pipeline of environment x-dev.
type Record struct {
	pulumi.ResourceState

	RuleName pulumi.StringOutput

	// Ready is what must exist before the pipeline: its first execution starts at once.
	Ready []pulumi.Resource
}

// NewRecord makes the rule and its target.
func NewRecord(ctx *pulumi.Context, name string, args RecordArgs, opts ...pulumi.ResourceOption) (*Record, error) {
	r := &Record{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Record", name, r, opts...); err != nil {
		return nil, err
	}
	rule, target, err := eventrule.Rule{
		Name:        args.Rule,
		Description: "Hands the state changes of " + args.Pipeline.String() + " to the recorder",
		Pattern:     pipelinePattern(args.Pipeline),
		Service:     args.Service,
		To:          args.Recorder.receives(args.Service),
		Bus:         args.Bus,
		Account:     args.Account,
	}.Under(ctx, name, r)
	if err != nil {
		return nil, err
	}
	r.RuleName, r.Ready = rule.Name, []pulumi.Resource{rule, target}
	return r, ctx.RegisterResourceOutputs(r, pulumi.Map{"ruleName": r.RuleName})
}

// pipelinePattern matches every state change of one pipeline (CodePipeline user
// guide, detect-state-changes-cloudwatch-events).
func pipelinePattern(pipeline naming.Name) map[string]any {
	return map[string]any{
		"source": []string{"aws.codepipeline"},
		"detail-type": []string{
			"CodePipeline Pipeline Execution State Change",
			"CodePipeline Stage Execution State Change",
			"CodePipeline Action Execution State Change",
		},
		"detail": map[string]any{"pipeline": []string{pipeline.String()}},
	}
}
