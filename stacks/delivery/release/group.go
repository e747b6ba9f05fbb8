package release

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codedeploy"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/iampolicy"
)

// group makes the deployment group and the role that lets CodeDeploy work on this
// service alone. A role for all services would be full at about fifteen: IAM takes
// 10,240 characters as the inline policies of one role (IAM User Guide,
// reference_iam-quotas). AWS's own policy would open every function of the account.
func (args ReleaseArgs) group(
	ctx *pulumi.Context, name string, r *Release, tags pulumi.StringMap,
) (*codedeploy.DeploymentGroup, error) {
	role, err := component.NewRole(ctx, name+"-shift-role", component.RoleArgs{
		Name:           args.ShiftRole,
		Trust:          component.TrustService("codedeploy.amazonaws.com", args.Target.ID, args.Deployments.groups),
		Policy:         args.shiftPolicy(),
		PolicyName:     args.Group.String(),
		PolicyResource: name + "-shift-policy",
		Account:        args.Target,
		Tags:           tags,
	}, r)
	if err != nil {
		return nil, err
	}
	group, err := codedeploy.NewDeploymentGroup(ctx, name+"-group", &codedeploy.DeploymentGroupArgs{
		AppName:              args.Deployments.Application,
		DeploymentGroupName:  pulumi.String(args.Group.String()),
		ServiceRoleArn:       role.Arn,
		DeploymentConfigName: pulumi.String(args.DeploymentConfig),
		DeploymentStyle: codedeploy.DeploymentGroupDeploymentStyleArgs{
			DeploymentType:   pulumi.String("BLUE_GREEN"),
			DeploymentOption: pulumi.String("WITH_TRAFFIC_CONTROL"),
		},
		AlarmConfiguration: codedeploy.DeploymentGroupAlarmConfigurationArgs{
			Enabled: pulumi.Bool(true),
			Alarms:  args.Alarms,
			// If an alarm cannot be read, do not assume that all is well.
			IgnorePollAlarmFailure: pulumi.Bool(false),
		},
		AutoRollbackConfiguration: codedeploy.DeploymentGroupAutoRollbackConfigurationArgs{
			Enabled: pulumi.Bool(true),
			Events: pulumi.ToStringArray([]string{
				"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST",
			}),
		},
		Tags: tags,
	}, component.Named(r, args.Target, pulumi.DependsOn(role.Ready))...)
	if err != nil {
		return nil, fmt.Errorf("create deployment group %s: %w", args.Group, err)
	}
	return group, nil
}

// shiftPolicy is what CodeDeploy does to shift this service's traffic: AWS's
// policy AWSCodeDeployRoleForLambdaLimited without what a deployment that has no
// hooks and no revision in S3 never does, and on this function only. The two
// alias actions are checked against the function or the alias, the third against
// alias or version (Service Authorization Reference, AWS Lambda).
func (args ReleaseArgs) shiftPolicy() iampolicy.Document {
	var watched pulumi.StringArray
	for _, name := range args.Alarms {
		watched = append(watched, pulumi.Sprintf("%s%s", args.Target.Arn("cloudwatch", "alarm:"), name))
	}
	return iampolicy.Document{
		{
			Sid:       "MoveTheAlias",
			Actions:   []string{"lambda:GetAlias", "lambda:UpdateAlias"},
			Resources: pulumi.StringArray{args.Function.Arn, args.Function.AliasArn},
		},
		{
			Sid:       "SeeWarmCapacity",
			Actions:   []string{"lambda:GetProvisionedConcurrencyConfig"},
			Resources: pulumi.StringArray{pulumi.Sprintf("%s:*", args.Function.Arn)},
		},
		{
			Sid:       "WatchTheAlarms",
			Actions:   []string{"cloudwatch:DescribeAlarms"},
			Resources: watched,
		},
	}
}
