package component

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// RoleArgs describe an IAM role with its one inline policy.
type RoleArgs struct {
	Name        naming.Name
	Description string             // "" for none
	Trust       iampolicy.Document // who may assume it, see TrustService
	// MaxSessionSeconds is the longest session, 0 for IAM's default of an hour.
	MaxSessionSeconds int
	// Policy is all that the role may do; empty if others attach what it may do.
	Policy iampolicy.Document
	// PolicyName is the inline policy's name, PolicyResource its Pulumi name. They are
	// the role's name and the role's Pulumi name with "-policy" unless set.
	PolicyName, PolicyResource string
	Account                    awsaccount.Account
	Tags                       pulumi.StringMap
}

// Role is a role with its one policy.
type Role struct {
	*iam.Role
	// Ready is what must exist before the role is handed to an AWS service: several
	// services try out at once what it may do.
	Ready []pulumi.Resource
}

// NewRole makes a role and its policy as children of parent.
func NewRole(ctx *pulumi.Context, name string, args RoleArgs, parent pulumi.Resource) (*Role, error) {
	inputs := &iam.RoleArgs{
		Name:             pulumi.String(args.Name.String()),
		AssumeRolePolicy: args.Trust.JSON(),
		// What people attach for a while, to look into something, must not keep an
		// environment from being destroyed.
		ForceDetachPolicies: pulumi.Bool(true),
		Tags:                args.Tags,
	}
	// A role without a path has the path "/": it is left out, as ever, so that a state
	// from before there were paths sees no change.
	if path := args.Account.RolePath; path != "" && path != "/" {
		inputs.Path = pulumi.String(path)
	}
	if args.Account.Boundary != "" {
		inputs.PermissionsBoundary = pulumi.String(args.Account.Boundary)
	}
	if args.Description != "" {
		inputs.Description = pulumi.String(args.Description)
	}
	if args.MaxSessionSeconds > 0 {
		inputs.MaxSessionDuration = pulumi.Int(args.MaxSessionSeconds)
	}
	created, err := iam.NewRole(ctx, name, inputs, Named(parent, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create role %s: %w", args.Name, err)
	}
	role := &Role{Role: created, Ready: []pulumi.Resource{created}}
	if len(args.Policy) == 0 {
		return role, nil
	}
	policy, err := args.newPolicy(ctx, name, created, parent)
	if err != nil {
		return nil, fmt.Errorf("create policy of role %s: %w", args.Name, err)
	}
	role.Ready = append(role.Ready, policy)
	return role, nil
}

func (args RoleArgs) newPolicy(
	ctx *pulumi.Context, name string, role *iam.Role, parent pulumi.Resource,
) (*iam.RolePolicy, error) {
	resource, policy := args.PolicyResource, args.PolicyName
	if resource == "" {
		resource = name + "-policy"
	}
	if policy == "" {
		policy = args.Name.String()
	}
	return iam.NewRolePolicy(ctx, resource, &iam.RolePolicyArgs{
		Name:   pulumi.String(policy),
		Role:   role.Name,
		Policy: args.Policy.JSON(),
	}, Named(parent, args.Account)...)
}
