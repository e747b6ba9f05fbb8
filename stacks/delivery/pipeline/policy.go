package pipeline

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
	"slipway/stacks/delivery/build"
)

// policy is what the pipeline's five actions do.
func (args PipelineArgs) policy() iampolicy.Document {
	passed := args.artifacts()
	asking, throughKey := "AskForApproval", []string{"sns"}
	if args.Unasked {
		throughKey = nil
	}
	all := slices.Concat(
		iampolicy.Document{passed.Bucket("s3:GetBucketVersioning"), passed.Objects("s3:PutObject")},
		// Through SNS for the approval's message, which the pipeline's role itself
		// publishes (SNS developer guide, sns-key-management).
		passed.Key(throughKey, "kms:Encrypt", "kms:ReEncrypt*"),
		args.actions(asking),
	)
	return slices.DeleteFunc(all, func(s iampolicy.Statement) bool { return args.Unasked && s.Sid == asking })
}

func (args PipelineArgs) artifacts() build.Artifacts {
	return build.Artifacts{
		Foundation: args.Foundation,
		Account:    args.Account,
		Shared:     args.Shared,
	}
}

// actions are what the stages do, apart from passing artifacts. asking names the
// statement for the approval.
func (args PipelineArgs) actions(asking string) iampolicy.Document {
	return iampolicy.Document{
		{
			Sid: "FetchThisRepository",
			// The service has two names, and both are asked for (CodePipeline user
			// guide, action-reference-CodestarConnectionSource).
			Actions:   []string{"codeconnections:UseConnection", "codestar-connections:UseConnection"},
			Resources: pulumi.StringArray{args.Connection.Arn},
			// ForAllValues: some calls name no repository.
			Conditions: []iampolicy.Condition{
				iampolicy.When("ForAllValues:StringEquals", "codeconnections:FullRepositoryId", pulumi.String(args.Repository)),
				iampolicy.When("ForAllValues:StringEquals", "codestar-connections:FullRepositoryId",
					pulumi.String(args.Repository)),
			},
		},
		{
			Sid:       "BuildAndTest",
			Actions:   []string{"codebuild:BatchGetBuilds", "codebuild:StartBuild"},
			Resources: pulumi.StringArray{args.Builds.BuildArn, args.Builds.TestArn},
		},
		{
			Sid:       asking,
			Actions:   []string{"sns:Publish"},
			Resources: pulumi.StringArray{args.Foundation.TopicArn},
		},
		{
			Sid:       "Release",
			Actions:   []string{"states:DescribeStateMachine", "states:StartExecution"},
			Resources: pulumi.StringArray{args.Release.Arn},
		},
		{
			Sid:     "WaitForTheRelease",
			Actions: []string{"states:DescribeExecution"},
			Resources: pulumi.StringArray{
				pulumi.String(args.Account.Arn("states", "execution:"+args.Names.Release.String()+":*")),
			},
		},
	}
}
