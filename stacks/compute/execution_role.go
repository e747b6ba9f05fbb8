package compute

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/iampolicy"
)

// executionRole makes the role that the function runs as and what it may do.
func (f *Function) executionRole(
	ctx *pulumi.Context, name string, args FunctionArgs, logGroup pulumi.StringOutput,
) (*component.Role, error) {
	role, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:           args.Role,
		Description:    "What " + args.Function.String() + " runs as",
		Trust:          args.executionTrust(),
		Policy:         args.executionPolicy(logGroup),
		PolicyName:     "run",
		PolicyResource: name + "-policy",
		Account:        args.Account,
		Tags:           component.ServiceTags(args.Service),
	}, f)
	if err != nil {
		return nil, err
	}
	for _, arn := range args.Policies {
		attached, err := iam.NewRolePolicyAttachment(ctx, name+"-"+policyName(arn), &iam.RolePolicyAttachmentArgs{
			Role:      role.Name,
			PolicyArn: pulumi.String(arn),
		}, component.Named(f, args.Account)...)
		if err != nil {
			return nil, fmt.Errorf("attach %s to role %s: %w", arn, args.Role, err)
		}
		role.Ready = append(role.Ready, attached)
	}
	return role, nil
}

// policyName tells a policy of AWS's from one of the account's that has its name.
func policyName(arn string) string {
	return strings.NewReplacer(":", "-", "/", "-").Replace(strings.TrimPrefix(arn, "arn:aws:iam::"))
}

// executionTrust lets Lambda run functions of this account as the role, and unless
// that is set otherwise no other account's on their behalf.
func (a FunctionArgs) executionTrust() iampolicy.Document {
	trust := component.TrustService("lambda.amazonaws.com", a.Account.ID)
	if a.TrustAnyAccount {
		trust = component.TrustAnyAccount("lambda.amazonaws.com")
	}
	trust[0].Sid = "Lambda"
	return trust
}

// executionPolicy lets the function write to its own log group and be traced. It
// may not create a log group: one written to after the environment is gone would
// come back and stay.
func (a FunctionArgs) executionPolicy(logGroup pulumi.StringOutput) iampolicy.Document {
	policy := iampolicy.Document{
		component.WriteLogs("Logs", logGroup),
		component.SendTraces("Traces"),
	}
	if a.key() != nil {
		// Lambda reads the variables in the function's name.
		policy = append(policy, iampolicy.Statement{
			Sid:       "Variables",
			Actions:   []string{"kms:Decrypt"},
			Resources: pulumi.StringArray{a.KeyArn},
		})
	}
	policy = append(policy, a.network()...)
	return append(policy, a.Rights...)
}
