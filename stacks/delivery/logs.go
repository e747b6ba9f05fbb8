package delivery

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// logGroupArgs describe where something logs. AWS makes such groups by itself
// when they are missing, but then they keep everything for ever and outlive what
// wrote to them: so each is made first, and no role may make one.
type logGroupArgs struct {
	Prefix        string // such as /aws/codebuild/
	Writer        naming.Name
	RetentionDays int
	Account       awsaccount.Account
	Tags          pulumi.StringMap
}

// newLogGroup makes the log group as a child of parent.
func newLogGroup(ctx *pulumi.Context, name string, a logGroupArgs, parent pulumi.Resource) (*cloudwatch.LogGroup, error) {
	group, err := cloudwatch.NewLogGroup(ctx, name, &cloudwatch.LogGroupArgs{
		Name:            pulumi.String(a.Prefix + a.Writer.String()),
		RetentionInDays: pulumi.Int(a.RetentionDays),
		SkipDestroy:     pulumi.Bool(false),
		Tags:            a.Tags,
	}, named(parent, a.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create log group of %s: %w", a.Writer, err)
	}
	return group, nil
}

// writeLogs lets a role write to the group with the ARN given, and to no other.
func writeLogs(group pulumi.StringOutput) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       "WriteLogs",
		Actions:   []string{"logs:CreateLogStream", "logs:PutLogEvents"},
		Resources: pulumi.StringArray{pulumi.Sprintf("%s:*", group)},
	}
}
