package build

import (
	"fmt"
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codebuild"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
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
		Compute:     config.SmallBuilds,
		Minutes:     args.Settings.BuildTimeoutMinutes,
		Buildspec:   pulumi.String(buildspecs.Promote()),
		Cache:       codebuild.ProjectCacheArgs{Type: pulumi.String("NO_CACHE")},
		Variables: slices.Concat(args.exceptions(), args.platform(), from.Loan.variables(), []variable{
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

// Loan is a role that builds in another account read the releases and images of a service
// with. The role has them read as its own account does: a table that is encrypted with
// AWS's key, and images that are, cannot be lent to another account but so.
type Loan struct {
	Role       string // its ARN
	ExternalID string // what the build says, so that no other build of its account is let in
}

// Borrow is what the borrower needs to read with the role.
func Borrow(role string, b Borrower) *Loan { return &Loan{Role: role, ExternalID: b.externalID()} }

// variables are how the build assumes the role; none if it need not.
func (l *Loan) variables() []variable {
	if l == nil {
		return nil
	}
	return []variable{
		{"PROMOTE_ROLE", pulumi.String(l.Role)},
		{"PROMOTE_EXTERNAL_ID", pulumi.String(l.ExternalID)},
	}
}

// Borrower is a build project of another account.
type Borrower struct {
	Account awsaccount.Account
	Role    naming.Name // of the project
	Project naming.Name
}

// externalID is the ARN of the project.
func (b Borrower) externalID() string {
	return b.Account.Arn("codebuild", "project/"+b.Project.String())
}

// LenderArgs describe the role.
type LenderArgs struct {
	Role      naming.Name
	Service   naming.Service
	Origin    Origin // what is lent
	Borrowers []Borrower
}

// Lender is what lets builds in other accounts read a service's releases and images.
type Lender struct{ pulumi.ResourceState }

// NewLender makes the role.
func NewLender(ctx *pulumi.Context, name string, args LenderArgs, opts ...pulumi.ResourceOption) (*Lender, error) {
	l := &Lender{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Lender", name, l, opts...); err != nil {
		return nil, err
	}
	if _, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:    args.Role,
		Trust:   args.trust(),
		Account: args.Origin.Account,
		Tags:    component.ServiceTags(args.Service.String()),
		Policy: append(args.Origin.reading(args.Service), iampolicy.Statement{
			Sid:       "LogInToTheRegistry", // it knows no resources
			Actions:   []string{"ecr:GetAuthorizationToken"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		}),
	}, l); err != nil {
		return nil, err
	}
	return l, ctx.RegisterResourceOutputs(l, pulumi.Map{})
}

// trust lets in the role of each project, and nobody else of its account. The roles may not
// be there yet, and IAM rejects a principal it does not know: hence the account, with a
// condition.
func (args LenderArgs) trust() iampolicy.Document {
	var trust iampolicy.Document
	for _, b := range args.Borrowers {
		trust = append(trust, iampolicy.Statement{
			Principals: []iampolicy.Principal{iampolicy.Root(b.Account.ID)},
			Actions:    []string{"sts:AssumeRole"},
			Conditions: []iampolicy.Condition{
				iampolicy.When("ArnEquals", "aws:PrincipalArn", pulumi.String(b.Account.RoleArn(b.Role))),
				iampolicy.When("StringEquals", "sts:ExternalId", pulumi.String(b.externalID())),
			},
		})
	}
	return trust
}
