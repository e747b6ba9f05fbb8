package build

import (
	"fmt"
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codebuild"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
	"slipway/stacks/delivery/buildspecs"
)

// Origin is the environment that a service's image is copied from instead of being built.
type Origin struct {
	Environment string
	Repository  naming.Name        // of the service's images there
	Table       naming.Name        // of the deployment history there
	Account     awsaccount.Account // where both are
	Loan        *Loan              // what they are read with in another account; nil for the build's own role
}

// promote is the project of the Build stage that copies the image. It needs Docker's
// command and no host of any size.
func (args BuildsArgs) promote() project {
	from := args.Origin
	return project{
		Name:        args.Names.Build,
		Role:        args.Names.BuildRole,
		Description: fmt.Sprintf("Copies the image of %s from %s, and scans it", args.Service, from.Environment),
		Compute:     "BUILD_GENERAL1_SMALL",
		Minutes:     args.Settings.BuildTimeoutMinutes,
		Buildspec:   pulumi.String(buildspecs.Promote()),
		Cache:       codebuild.ProjectCacheArgs{Type: pulumi.String("NO_CACHE")},
		Variables: slices.Concat(args.exceptions(), from.Loan.variables(), []variable{
			{"SERVICE", pulumi.String(args.Service.String())},
			{"ECR_REPOSITORY_URI", args.Registry.URI},
			{"HISTORY_TABLE", args.Foundation.HistoryTable},
			{"SCAN_FAIL_SEVERITY", pulumi.String(args.Settings.ScanSeverity)},
			{"SCAN_UNFIXED", pulumi.String(args.Settings.ScanUnfixed)},
			{"PROMOTE_FROM", pulumi.String(from.Environment)},
			{"PROMOTE_REPOSITORY_URI", pulumi.String(from.uri())},
			{"PROMOTE_TABLE", pulumi.String(from.Table.String())},
		}),
		Policy: slices.Concat(args.sourceStatements(), args.inspector(), args.push(), from.policy(args.Service), args.tell()),
	}
}

// uri is how the repository is named in the reference of an image.
func (o Origin) uri() string {
	return fmt.Sprintf("%s.dkr.ecr.%s.amazonaws.com/%s", o.Account.ID, o.Account.Region, o.Repository)
}

// leadingKeys are the partitions that a call reaches. ForAllValues is met by a call that
// names none: hence Null (DynamoDB Developer Guide, specifying-conditions).
const leadingKeys = "dynamodb:LeadingKeys"

// policy lets the build read there, or assume the role that does.
func (o Origin) policy(service naming.Service) iampolicy.Document {
	if o.Loan == nil {
		return o.reading(service)
	}
	return iampolicy.Document{{
		Sid:       "ReadAsTheEnvironmentBeforeLets",
		Actions:   []string{"sts:AssumeRole"},
		Resources: pulumi.StringArray{pulumi.String(o.Loan.Role)},
	}}
}

// reading lets a role read what became of the service's releases, and pull their images.
// Nothing can be changed with it.
func (o Origin) reading(service naming.Service) iampolicy.Document {
	table := o.Account.Arn("dynamodb", "table/"+o.Table.String())
	return iampolicy.Document{
		{
			Sid:       "ReadWhatRanBefore",
			Actions:   []string{"dynamodb:Query"},
			Resources: pulumi.StringArray{pulumi.String(table + "/index/" + contract.HistoryServiceIndex)},
		},
		{
			Sid:       "ReadWhatWasTakenBack",
			Actions:   []string{"dynamodb:GetItem"},
			Resources: pulumi.StringArray{pulumi.String(table)},
			Conditions: []iampolicy.Condition{
				iampolicy.When("ForAllValues:StringEquals", leadingKeys, pulumi.String(contract.TakenBackPrefix+service.String())),
				iampolicy.When("Null", leadingKeys, pulumi.String("false")),
			},
		},
		{
			Sid:       "PullWhatRanBefore",
			Actions:   []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
			Resources: pulumi.StringArray{pulumi.String(o.Account.Arn("ecr", "repository/"+o.Repository.String()))},
		},
	}
}
