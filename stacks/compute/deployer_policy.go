package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// Released is what releases work on, by ARN.
type Released struct {
	Functions    []string // without a version
	Aliases      []string // that traffic goes to
	ErrorAlarms  []string
	Application  string // of CodeDeploy
	Groups       []string
	Configs      []string              // how CodeDeploy may move traffic
	Repositories []pulumi.StringOutput // of the services' images
	Region       string
	Key          pulumi.StringInput // that functions' variables are encrypted with; nil for AWS's own
}

// policy is what the release state machine calls as this role, and what AWS asks
// of the caller of those. There is no iam:PassRole, as a release changes code
// and never configuration, and no way to change who pulls images.
func (r Released) policy() iampolicy.Document {
	versions := pulumi.StringArray{}
	for _, function := range r.Functions {
		versions = append(versions, pulumi.String(function+":*"))
	}
	policy := iampolicy.Document{
		{
			// None of these names a version: $LATEST is what a release changes.
			Sid:       "Code",
			Actions:   []string{"lambda:GetFunctionConfiguration", "lambda:PublishVersion", "lambda:UpdateFunctionCode"},
			Resources: pulumi.ToStringArray(r.Functions),
		},
		{
			// Checked against the function (Service Authorization Reference, AWS
			// Lambda); the alias stands beside it, as its ARN names what is meant.
			Sid:       "Traffic",
			Actions:   []string{"lambda:GetAlias", "lambda:UpdateAlias"},
			Resources: append(pulumi.ToStringArray(r.Functions), pulumi.ToStringArray(r.Aliases)...),
		},
		{
			// The Service Authorization Reference checks a look at a version against
			// the function, the Lambda Developer Guide (lambda-api-permissions-ref)
			// against the version; a release that may not look cannot begin.
			Sid:       "Versions",
			Actions:   []string{"lambda:GetFunction"},
			Resources: append(pulumi.ToStringArray(r.Functions), versions...),
		},
		{
			// Called as a version or the alias, never $LATEST: Lambda checks the
			// qualified ARN (Lambda Developer Guide, lambda-api-permissions-ref).
			Sid:       "Calls",
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
				"codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:ListDeployments",
				"codedeploy:StopDeployment",
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
		r.images(),
	}
	if r.Key != nil {
		policy = append(policy, r.variables())
	}
	return policy
}

// images lets Lambda read an image in the caller's name: another account's, or
// the own account's should the repository's policy be gone (Lambda Developer
// Guide, images-create).
func (r Released) images() iampolicy.Statement {
	images := pulumi.StringArray{}
	for _, repository := range r.Repositories {
		images = append(images, repository)
	}
	return iampolicy.Statement{
		Sid:       "Images",
		Actions:   []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
		Resources: images,
	}
}

// variables lets Lambda give the function's role its part in the key, as it does
// with the rights of who changes a function whose variables are encrypted with a
// customer managed key (Lambda Developer Guide, configuration-envvars-encryption).
func (r Released) variables() iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       "Variables",
		Actions:   []string{"kms:CreateGrant"},
		Resources: pulumi.StringArray{r.Key},
		Conditions: []iampolicy.Condition{
			iampolicy.When("StringEquals", "kms:ViaService", pulumi.String("lambda."+r.Region+".amazonaws.com")),
			iampolicy.When("Bool", "kms:GrantIsForAWSResource", pulumi.String("true")),
		},
	}
}
