package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// Released is what releases work on, by ARN.
type Released struct {
	Functions    []string // without a version
	ErrorAlarms  []string
	Application  string // of CodeDeploy
	Groups       []string
	Configs      []string              // how CodeDeploy may move traffic
	Repositories []pulumi.StringOutput // of the services' images
}

// policy is what the release state machine calls as this role, and what AWS asks
// of the caller of those. There is no iam:PassRole, as a release changes code
// and never configuration, and no way to change who pulls images.
func (r Released) policy() iampolicy.Document {
	versions := pulumi.StringArray{}
	for _, function := range r.Functions {
		versions = append(versions, pulumi.String(function+":*"))
	}
	images := pulumi.StringArray{}
	for _, repository := range r.Repositories {
		images = append(images, repository)
	}
	return iampolicy.Document{
		{
			Sid: "Code",
			Actions: []string{
				"lambda:GetAlias", "lambda:GetFunction", "lambda:GetFunctionConfiguration",
				"lambda:PublishVersion", "lambda:UpdateAlias", "lambda:UpdateFunctionCode",
			},
			Resources: append(pulumi.ToStringArray(r.Functions), versions...),
		},
		{
			Sid:       "Smoke", // always a version or the alias, never $LATEST
			Actions:   []string{"lambda:InvokeFunction"},
			Resources: versions,
		},
		{
			Sid:       "Alarms",
			Actions:   []string{"cloudwatch:DescribeAlarms"},
			Resources: pulumi.ToStringArray(r.ErrorAlarms),
		},
		{
			Sid: "Shifts",
			Actions: []string{
				"codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:ListDeployments", "codedeploy:StopDeployment",
			},
			Resources: pulumi.ToStringArray(r.Groups),
		},
		{
			// CreateDeployment registers its revision and reads its configuration
			// in the caller's name (CodeDeploy User Guide, auth-and-access-control-permissions-reference).
			Sid:       "Revisions",
			Actions:   []string{"codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"},
			Resources: pulumi.StringArray{pulumi.String(r.Application)},
		},
		{
			Sid:       "Configurations",
			Actions:   []string{"codedeploy:GetDeploymentConfig"},
			Resources: pulumi.ToStringArray(r.Configs),
		},
		{
			// Lambda reads the image in the caller's name when the repository is
			// another account's (Lambda Developer Guide, images-create).
			Sid:       "Images",
			Actions:   []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
			Resources: images,
		},
	}
}
