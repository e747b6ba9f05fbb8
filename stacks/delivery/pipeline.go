package delivery

import (
	"fmt"
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codepipeline"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// PipelineArgs describe the way of one service's changes to production.
type PipelineArgs struct {
	Names           naming.ServiceNames
	Service         naming.Service
	Environment     naming.Suffix
	Repository      string // owner/name
	Branch          string
	Path            string // folder of the service in the repository; "" for any change
	Trigger         string // TriggerWebhook or TriggerConnection
	Trust           string // TrustAccount or TrustService
	ApprovalMinutes int    // how long an approval waits
	Connection      *Connection
	Builds          *Builds
	Release         *Release
	Record          *Record
	Foundation      contract.Foundation
	Account         awsaccount.Account
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
func NewPipeline(ctx *pulumi.Context, name string, args PipelineArgs, opts ...pulumi.ResourceOption) (*Pipeline, error) {
	p := &Pipeline{}
	if err := ctx.RegisterComponentResource("slipway:delivery:Pipeline", name, p, opts...); err != nil {
		return nil, fmt.Errorf("create pipeline of service %s: %w", args.Service, err)
	}
	tags := pulumi.StringMap{"Service": pulumi.String(args.Service.String())}
	runner, err := newRole(ctx, name+"-role", roleArgs{
		Name: args.Names.PipelineRole, Account: args.Account, Service: "codepipeline.amazonaws.com", Tags: tags,
		// No Sources: that CodePipeline names the pipeline it acts for is not
		// documented; a trust that asked for it might be one that never holds.
		AnyAccount: args.Trust == TrustService,
		Policy:     args.policy(),
	}, p)
	if err != nil {
		return nil, err
	}
	made, err := codepipeline.NewPipeline(ctx, name+"-pipeline", &codepipeline.PipelineArgs{
		Name:         pulumi.String(args.Names.Pipeline.String()),
		RoleArn:      runner.Arn,
		PipelineType: pulumi.String("V2"),
		// No execution overtakes one that waits for its approval.
		ExecutionMode: pulumi.String("QUEUED"),
		ArtifactStores: codepipeline.PipelineArtifactStoreArray{codepipeline.PipelineArtifactStoreArgs{
			Type:     pulumi.String("S3"),
			Location: args.Foundation.ArtifactBucket,
			// The key's ARN: an alias means nothing in another account.
			EncryptionKey: codepipeline.PipelineArtifactStoreEncryptionKeyArgs{Type: pulumi.String("KMS"), Id: args.Foundation.KeyArn},
		}},
		Stages:   args.stages(),
		Triggers: args.triggers(),
		Tags:     tags,
	}, named(p, args.Account, pulumi.DependsOn(slices.Concat(runner.ready, args.Record.ready)))...)
	if err != nil {
		return nil, fmt.Errorf("create pipeline %s: %w", args.Names.Pipeline, err)
	}
	p.Name, p.Arn = made.Name, made.Arn
	p.URL = pulumi.String(pipelineURL(args.Account.Region, args.Names.Pipeline)).ToStringOutput()
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{"name": p.Name, "arn": p.Arn, "url": p.URL})
}

// triggers are the connection's own detection of pushes, when it is what starts
// the pipeline, with the same filters as the rule on the bus has. There is
// nothing here when the rule starts it: both would start it twice.
func (args PipelineArgs) triggers() codepipeline.PipelineTriggerArray {
	if args.Trigger != TriggerConnection {
		return nil
	}
	push := codepipeline.PipelineTriggerGitConfigurationPushArgs{
		Branches: codepipeline.PipelineTriggerGitConfigurationPushBranchesArgs{Includes: pulumi.ToStringArray([]string{args.Branch})},
	}
	if args.Path != "" {
		push.FilePaths = codepipeline.PipelineTriggerGitConfigurationPushFilePathsArgs{Includes: pulumi.ToStringArray([]string{args.Path + "**"})}
	}
	return codepipeline.PipelineTriggerArray{codepipeline.PipelineTriggerArgs{
		ProviderType: pulumi.String("CodeStarSourceConnection"),
		GitConfiguration: codepipeline.PipelineTriggerGitConfigurationArgs{
			SourceActionName: pulumi.String(sourceAction),
			Pushes:           codepipeline.PipelineTriggerGitConfigurationPushArray{push},
		},
	}}
}
