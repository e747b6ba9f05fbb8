package delivery

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// roleArgs describe a role that one AWS service takes on.
type roleArgs struct {
	Name    naming.Name
	Account awsaccount.Account
	Service string // the service that takes the role on, such as events.amazonaws.com
	// Sources are the ARNs of the only resources the service may act for
	// (aws:SourceArn), all in Account. Empty where the service is not documented
	// to say more than the account: it is then trusted for whatever belongs to it.
	Sources []string
	// AnyAccount trusts the service whichever account it acts for.
	AnyAccount bool
	// Policy is all that the role may do; empty when others attach what it may do.
	Policy iampolicy.Document
	Tags   pulumi.StringMap
}

// role is a role with its one policy.
type role struct {
	*iam.Role
	// ready is what must exist before the role is handed to a service: several
	// try out at once what it may do.
	ready []pulumi.Resource
}

// newRole makes a role and its policy as children of parent, called name and
// name-policy.
func newRole(ctx *pulumi.Context, name string, a roleArgs, parent pulumi.Resource) (*role, error) {
	trust := iampolicy.Statement{
		Principals: []iampolicy.Principal{iampolicy.Services(a.Service)},
		Actions:    []string{"sts:AssumeRole"},
	}
	if !a.AnyAccount {
		trust.Conditions = append(trust.Conditions, iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String(a.Account.ID)))
	}
	if len(a.Sources) > 0 {
		trust.Conditions = append(trust.Conditions,
			iampolicy.Condition{Test: "ArnLike", Key: "aws:SourceArn", Values: pulumi.ToStringArray(a.Sources)})
	}
	made, err := iam.NewRole(ctx, name, &iam.RoleArgs{
		Name:             pulumi.String(a.Name.String()),
		AssumeRolePolicy: iampolicy.Document{trust}.JSON(),
		Tags:             a.Tags,
	}, named(parent, a.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create role %s: %w", a.Name, err)
	}
	if len(a.Policy) == 0 {
		return &role{Role: made, ready: []pulumi.Resource{made}}, nil
	}
	policy, err := iam.NewRolePolicy(ctx, name+"-policy", &iam.RolePolicyArgs{
		Name:   pulumi.String(a.Name.String()),
		Role:   made.Name,
		Policy: a.Policy.JSON(),
	}, named(parent, a.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create policy of role %s: %w", a.Name, err)
	}
	return &role{Role: made, ready: []pulumi.Resource{made, policy}}, nil
}

// arn is the ARN of a resource in an account, for policies that name what is
// made later. What exists already is named by its own output.
func arn(account awsaccount.Account, service, resource string) string {
	return fmt.Sprintf("arn:aws:%s:%s:%s:%s", service, account.Region, account.ID, resource)
}

// child are the options of a resource that belongs to a component and lives in
// an account.
func child(parent pulumi.Resource, account awsaccount.Account, more ...pulumi.ResourceOption) []pulumi.ResourceOption {
	return append([]pulumi.ResourceOption{pulumi.Parent(parent), pulumi.Provider(account.Provider)}, more...)
}

// named is child for a resource with a physical name: the name is fixed by
// convention, so a replacement cannot stand beside what it replaces.
func named(parent pulumi.Resource, account awsaccount.Account, more ...pulumi.ResourceOption) []pulumi.ResourceOption {
	return child(parent, account, append(more, pulumi.DeleteBeforeReplace(true))...)
}
