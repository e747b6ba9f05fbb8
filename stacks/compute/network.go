package compute

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/contract"
	"slipway/shared/iampolicy"
)

// vpc is nil for a function that is in none.
func (a FunctionArgs) vpc() lambda.FunctionVpcConfigPtrInput {
	if len(a.Subnets) == 0 {
		return nil
	}
	return &lambda.FunctionVpcConfigArgs{SubnetIds: a.Subnets, SecurityGroupIds: a.Groups}
}

// network lets Lambda make the network interfaces of a function in a VPC, as its role. The
// function's own code may not (Lambda Developer Guide, configuration-vpc-permissions): what
// it calls carries its ARN, what Lambda calls does not. Subnets may be shared by another
// account, so the ARNs name none; that one name them all is Lambda's demand.
func (a FunctionArgs) network() iampolicy.Document {
	if len(a.Subnets) == 0 {
		return nil
	}
	changes := []string{
		"ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
		"ec2:UnassignPrivateIpAddresses",
	}
	interfaces := pulumi.StringArray{
		pulumi.String(fmt.Sprintf("arn:%s:ec2:%s:*:*/*", contract.Partition, a.Account.Region)),
	}
	return iampolicy.Document{
		{
			Sid:       "Network",
			Actions:   changes,
			Resources: interfaces,
		},
		{
			// Neither knows resources (Service Authorization Reference, Amazon EC2).
			Sid:       "NetworkLooks",
			Actions:   []string{"ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		},
		{
			Sid:       "NetworkOfLambda",
			Deny:      true,
			Actions:   changes,
			Resources: interfaces,
			Conditions: []iampolicy.Condition{iampolicy.When("ArnEquals", "lambda:SourceFunctionArn",
				pulumi.String(a.Account.Arn("lambda", "function:"+a.Function.String())))},
		},
	}
}
