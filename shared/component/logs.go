package component

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/iampolicy"
)

// LogGroupArgs describe where something logs. AWS creates a missing log group by
// itself, but then it never expires and outlives what wrote to it: so each is made
// before its writer, and no role may create one.
type LogGroupArgs struct {
	Name          string // see naming.LogGroup
	RetentionDays int
	Account       awsaccount.Account
	Tags          pulumi.StringMap
}

// NewLogGroup makes the log group as a child of parent.
func NewLogGroup(
	ctx *pulumi.Context, name string, args LogGroupArgs, parent pulumi.Resource,
) (*cloudwatch.LogGroup, error) {
	group, err := cloudwatch.NewLogGroup(ctx, name, &cloudwatch.LogGroupArgs{
		Name:            pulumi.String(args.Name),
		RetentionInDays: pulumi.Int(args.RetentionDays),
		SkipDestroy:     pulumi.Bool(false),
		Tags:            args.Tags,
	}, Named(parent, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create log group %s: %w", args.Name, err)
	}
	return group, nil
}

// WriteLogs lets a role write to the log group with the ARN given, and to no other.
func WriteLogs(sid string, group pulumi.StringOutput) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       sid,
		Actions:   []string{"logs:CreateLogStream", "logs:PutLogEvents"},
		Resources: pulumi.StringArray{pulumi.Sprintf("%s:*", group)},
	}
}
