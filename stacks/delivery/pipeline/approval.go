package pipeline

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codepipeline"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
)

// approval asks a person (R2), by the topic and in the console, with what they
// need to decide. Where nobody is asked, it shows the same to whoever looks.
func (args PipelineArgs) approval() codepipeline.PipelineStageActionArgs {
	configuration := pulumi.StringMap{
		"CustomData":         pulumi.String(args.evidence()),
		"ExternalEntityLink": pulumi.String("https://github.com/" + args.Repository + "/commit/#{Source.CommitId}"),
	}
	if !args.Unasked {
		configuration["NotificationArn"] = args.Foundation.TopicArn
	}
	return codepipeline.PipelineStageActionArgs{
		Name:             pulumi.String(approvalAction),
		Category:         pulumi.String("Approval"),
		Owner:            pulumi.String("AWS"),
		Provider:         pulumi.String("Manual"),
		Configuration:    configuration,
		TimeoutInMinutes: pulumi.Int(args.ApprovalMinutes),
	}
}

// evidence is the text a person approves or rejects. A value of an action's
// configuration has 1000 characters at most (CodePipeline quotas), so all that
// goes in is bounded: the commit's message comes from the build, cut to one
// line, and not from the source action.
func (args PipelineArgs) evidence() string {
	lines := []string{
		fmt.Sprintf("Release %s to %s?", args.Service, args.Environment),
		"Commit #{Source.CommitId}: #{Build.COMMIT_MESSAGE_SHORT}",
		"From #{Build.LIVE_DIGEST}",
		"To #{Build.IMAGE_DIGEST}",
	}
	if args.Promotes {
		lines = append(lines, "It was #{Build.PROMOTION}")
	}
	return strings.Join(append(lines,
		"Scan: #{Build.SCAN_SUMMARY}",
		"Tests: #{Test.TEST_SUMMARY}, "+component.ReportsURL(args.Account.Region, args.Account.ID, args.Names.TestReports),
		"Pipeline: "+component.PipelineURL(args.Account.Region, args.Names.Pipeline),
	), "\n")
}
