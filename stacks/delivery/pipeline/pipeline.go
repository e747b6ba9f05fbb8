// Package pipeline makes the five-stage pipeline of a service (R1): its role, stages,
// approval and, if the connection detects pushes, its trigger.
package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codepipeline"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/build"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/release"
)

// PipelineArgs describe the way of one service's changes to production.
type PipelineArgs struct {
	Names           naming.ServiceNames
	Service         naming.Service
	Environment     naming.Suffix
	Repository      string // owner/name
	Branch          string
	Paths           []string // folders, ending in a slash, and files of the repository; none for any change
	DetectPushes    bool     // the connection starts the pipeline, not the rule on the bus
	TrustAnyAccount bool     // whichever account CodePipeline acts for may use the role
	ExecutionMode   string   // superseded or queued
	ApprovalMinutes int      // how long an approval waits
	Promotes        bool     // the image comes from another environment
	Connection      *push.Connection
	Builds          *build.Builds
	Release         *release.Release
	Unasked         bool              // approvals are answered by the approver, and nobody is asked
	Ready           []pulumi.Resource // what must see the first execution
	Foundation      contract.Foundation
	Account         awsaccount.Account
	Shared          bool // another account has a part in the pipeline
}

// Pipeline is a service's pipeline (R1).
type Pipeline struct {
	pulumi.ResourceState

	Name pulumi.StringOutput
	Arn  pulumi.StringOutput
	URL  pulumi.StringOutput // its page in the AWS console
}

// NewPipeline makes the role, then the pipeline. A pipeline starts as soon as it
// is made: what records its executions is there before.
func NewPipeline(
	ctx *pulumi.Context, name string, args PipelineArgs, opts ...pulumi.ResourceOption,
) (*Pipeline, error) {
	p := &Pipeline{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Pipeline", name, p, opts...); err != nil {
		return nil, err
	}
	tags := component.ServiceTags(args.Service.String())
	// No sources: AWS does not document that CodePipeline names the pipeline it acts
	// for, so a condition on it might never hold.
	trust := component.TrustService("codepipeline.amazonaws.com", args.Account.ID)
	if args.TrustAnyAccount {
		trust = component.TrustAnyAccount("codepipeline.amazonaws.com")
	}
	runner, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:    args.Names.PipelineRole,
		Trust:   trust,
		Account: args.Account,
		Tags:    tags,
		Policy:  args.policy(),
	}, p)
	if err != nil {
		return nil, err
	}
	made, err := codepipeline.NewPipeline(ctx, name+"-pipeline", &codepipeline.PipelineArgs{
		Name:         pulumi.String(args.Names.Pipeline.String()),
		RoleArn:      runner.Arn,
		PipelineType: pulumi.String("V2"),
		// An execution that waits for its approval keeps the stage in either mode.
		ExecutionMode: pulumi.String(strings.ToUpper(args.ExecutionMode)),
		ArtifactStores: codepipeline.PipelineArtifactStoreArray{codepipeline.PipelineArtifactStoreArgs{
			Type:          pulumi.String("S3"),
			Location:      args.Foundation.ArtifactBucket,
			EncryptionKey: args.artifacts().StoreKey(),
		}},
		Variables: codepipeline.PipelineVariableArray{codepipeline.PipelineVariableArgs{
			Name:         pulumi.String(contract.RebuildVariable),
			DefaultValue: pulumi.String(contract.NoRebuild),
			Description:  pulumi.String("the second of a rebuild, as 14 digits: the commit gets another image"),
		}},
		Stages:   args.stages(),
		Triggers: args.triggers(),
		Tags:     tags,
	}, component.Named(p, args.Account, pulumi.DependsOn(slices.Concat(runner.Ready, args.Ready)))...)
	if err != nil {
		return nil, fmt.Errorf("create pipeline %s: %w", args.Names.Pipeline, err)
	}
	p.Name, p.Arn = made.Name, made.Arn
	p.URL = pulumi.String(component.PipelineURL(args.Account.Region, args.Names.Pipeline)).ToStringOutput()
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{"name": p.Name, "arn": p.Arn, "url": p.URL})
}

// triggers are the connection's own detection of pushes, when it is what starts
// the pipeline, with the same filters as the rule on the bus has. There is
// nothing here when the rule starts it: both would start it twice.
func (args PipelineArgs) triggers() codepipeline.PipelineTriggerArray {
	if !args.DetectPushes {
		return nil
	}
	push := codepipeline.PipelineTriggerGitConfigurationPushArgs{
		Branches: codepipeline.PipelineTriggerGitConfigurationPushBranchesArgs{
			Includes: pulumi.ToStringArray([]string{args.Branch}),
		},
	}
	if len(args.Paths) > 0 {
		push.FilePaths = codepipeline.PipelineTriggerGitConfigurationPushFilePathsArgs{
			Includes: pulumi.ToStringArray(includes(args.Paths)),
		}
	}
	return codepipeline.PipelineTriggerArray{codepipeline.PipelineTriggerArgs{
		ProviderType: pulumi.String("CodeStarSourceConnection"),
		GitConfiguration: codepipeline.PipelineTriggerGitConfigurationArgs{
			SourceActionName: pulumi.String(contract.SourceAction),
			Pushes:           codepipeline.PipelineTriggerGitConfigurationPushArray{push},
		},
	}}
}

// includes are the patterns of the paths: everything below a folder, which ends in a
// slash, and a name without one as a file and as a folder.
func includes(paths []string) []string {
	var all []string
	for _, path := range paths {
		if !strings.HasSuffix(path, "/") {
			all = append(all, path)
			path += "/"
		}
		all = append(all, path+"**")
	}
	return all
}
