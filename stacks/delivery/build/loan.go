package build

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

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
