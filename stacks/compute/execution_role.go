package compute

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// executionRole makes the role that the function runs as and what it may do.
func (f *Function) executionRole(ctx *pulumi.Context, name string, args FunctionArgs, logGroup pulumi.StringOutput) (*iam.Role, *iam.RolePolicy, error) {
	role, err := iam.NewRole(ctx, name+"-role", &iam.RoleArgs{
		Name:             pulumi.String(args.Role.String()),
		Description:      pulumi.Sprintf("What %s runs as", args.Function),
		AssumeRolePolicy: executionTrust(args.Account).JSON(),
		Tags:             serviceTag(args.Service),
	}, pulumi.Parent(f), named)
	if err != nil {
		return nil, nil, fmt.Errorf("create execution role of %s: %w", args.Service, err)
	}
	policy, err := iam.NewRolePolicy(ctx, name+"-policy", &iam.RolePolicyArgs{
		Name:   pulumi.String("run"),
		Role:   role.Name,
		Policy: args.executionPolicy(logGroup).JSON(),
	}, pulumi.Parent(f))
	if err != nil {
		return nil, nil, fmt.Errorf("create execution policy of %s: %w", args.Service, err)
	}
	return role, policy, nil
}

// executionTrust lets Lambda run functions of this account as the role, and no
// other account's on their behalf.
func executionTrust(account string) iampolicy.Document {
	return iampolicy.Document{{
		Sid:        "Lambda",
		Principals: []iampolicy.Principal{iampolicy.Services("lambda.amazonaws.com")},
		Actions:    []string{"sts:AssumeRole"},
		Conditions: []iampolicy.Condition{iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String(account))},
	}}
}

// executionPolicy lets the function write to its own log group and be traced. It
// may not create a log group: one written to after the environment is gone would
// come back and stay.
func (a FunctionArgs) executionPolicy(logGroup pulumi.StringOutput) iampolicy.Document {
	policy := iampolicy.Document{
		{
			Sid:       "Logs",
			Actions:   []string{"logs:CreateLogStream", "logs:PutLogEvents"},
			Resources: pulumi.StringArray{pulumi.Sprintf("%s:*", logGroup)},
		},
		{
			// X-Ray knows no resources for these (Service Authorization Reference, X-Ray).
			Sid:       "Traces",
			Actions:   []string{"xray:PutTraceSegments", "xray:PutTelemetryRecords"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		},
	}
	if a.key() == nil {
		return policy
	}
	// Lambda reads the variables in the function's name.
	return append(policy, iampolicy.Statement{
		Sid: "Variables", Actions: []string{"kms:Decrypt"}, Resources: pulumi.StringArray{a.KeyArn},
	})
}
