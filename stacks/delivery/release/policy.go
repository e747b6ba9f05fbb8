package release

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/stacks/delivery/machine"
)

// tasks are the definition's calls in the machine's own account. What touches
// the function goes through the deployer role, in one account as in two.
func (args ReleaseArgs) tasks() iampolicy.Document {
	return iampolicy.Document{
		{
			Sid:       "TouchTheFunction",
			Actions:   []string{"sts:AssumeRole"},
			Resources: pulumi.StringArray{args.DeployerRoleArn},
		},
		{
			Sid:        "KeepHistory",
			Actions:    []string{"dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"},
			Resources:  pulumi.StringArray{args.HistoryTableArn},
			Conditions: machine.OnlyRows(),
		},
		{
			// Its service's lock, and the marks of images that were taken back.
			Sid:       "KeepLockAndMarks",
			Actions:   []string{"dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"},
			Resources: pulumi.StringArray{args.HistoryTableArn},
			Conditions: machine.Partitions("ForAllValues:StringEquals",
				contract.LockPrefix+args.Service.String(), contract.TakenBackPrefix+args.Service.String()),
		},
		{
			Sid:       "TagWhatWasDeployed",
			Actions:   []string{"ecr:BatchGetImage", "ecr:PutImage"},
			Resources: pulumi.StringArray{args.Repository.Arn},
		},
		{
			Sid:       "UndoAnExecutionThatDied",
			Actions:   []string{"states:StartExecution"},
			Resources: pulumi.StringArray{pulumi.String(machine.Arn(args.Own, args.Machine))},
		},
		{
			Sid:     "SeeAndEndItsExecutions",
			Actions: []string{"states:DescribeExecution", "states:StopExecution"},
			Resources: pulumi.StringArray{
				pulumi.String(args.Own.Arn("states", "execution:"+args.Machine.String()+":*")),
			},
		},
		args.tell(),
		args.tellThroughTheKey(),
		args.count(),
	}
}

func (args ReleaseArgs) tell() iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       "TellTheOutcome",
		Actions:   []string{"sns:Publish"},
		Resources: pulumi.StringArray{args.TopicArn},
	}
}

// tellThroughTheKey is what SNS asks of who publishes to an encrypted topic (SNS
// developer guide, sns-key-management).
func (args ReleaseArgs) tellThroughTheKey() iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       "UseTheTopicsKey",
		Actions:   []string{"kms:Decrypt", "kms:GenerateDataKey*"},
		Resources: pulumi.StringArray{args.KeyArn},
		Conditions: []iampolicy.Condition{
			iampolicy.When("StringEquals", "kms:ViaService", pulumi.String("sns."+args.Own.Region+".amazonaws.com")),
		},
	}
}

// count is the metric of outcomes, which are scoped by their namespace (CloudWatch
// User Guide, iam-cw-condition-keys-namespace).
func (args ReleaseArgs) count() iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       "CountOutcomes",
		Actions:   []string{"cloudwatch:PutMetricData"},
		Resources: pulumi.StringArray{pulumi.String("*")},
		Conditions: []iampolicy.Condition{
			iampolicy.When("StringEquals", "cloudwatch:namespace", pulumi.String(contract.MetricNamespace)),
		},
	}
}
