package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// Released is what a service's releases work on, by ARN.
type Released struct {
	Function    string              // without a version
	Alias       string              // that traffic goes to
	Alarms      []string            // that undo a release
	Application string              // of CodeDeploy
	Group       string              // of the application
	Configs     []string            // how CodeDeploy may move traffic
	Repository  pulumi.StringOutput // of the service's images
	Region      string
	Key         pulumi.StringInput // that the function's variables are encrypted with; nil for AWS's own
}

// policy is what the release state machine calls as this role, and what AWS asks
// of the caller of those. There is no iam:PassRole, as a release changes code
// and never configuration, and no way to change who pulls images.
func (r Released) policy() iampolicy.Document {
	function, versions := pulumi.String(r.Function), pulumi.String(r.Function+":*")
	policy := iampolicy.Document{
		{
			// None of these names a version: $LATEST is what a release changes.
			// What is kept ready of its versions is listed of the function.
			Sid: "Code",
			Actions: []string{
				"lambda:GetFunctionConfiguration", "lambda:ListProvisionedConcurrencyConfigs", "lambda:PublishVersion",
				"lambda:UpdateFunctionCode",
			},
			Resources: pulumi.StringArray{function},
		},
		{
			// Checked against the function (Service Authorization Reference, AWS
			// Lambda); the alias stands beside it, as its ARN names what is meant.
			Sid:       "Traffic",
			Actions:   []string{"lambda:GetAlias", "lambda:UpdateAlias"},
			Resources: pulumi.StringArray{function, pulumi.String(r.Alias)},
		},
		{
			// The Service Authorization Reference checks a look at a version against
			// the function, the Lambda Developer Guide (lambda-api-permissions-ref)
			// against the version; a release that may not look cannot begin.
			Sid:       "Versions",
			Actions:   []string{"lambda:GetFunction"},
			Resources: pulumi.StringArray{function, versions},
		},
		{
			// Called as a version or the alias, never $LATEST: Lambda checks the
			// qualified ARN (Lambda Developer Guide, lambda-api-permissions-ref).
			Sid:       "Calls",
			Actions:   []string{"lambda:InvokeFunction"},
			Resources: pulumi.StringArray{versions},
		},
		{
			// The live version is kept ready, and no other.
			Sid: "Readiness",
			Actions: []string{
				"lambda:DeleteProvisionedConcurrencyConfig", "lambda:GetProvisionedConcurrencyConfig",
				"lambda:PutProvisionedConcurrencyConfig",
			},
			Resources: pulumi.StringArray{versions},
		},
		{
			Sid:       "Alarms",
			Actions:   []string{"cloudwatch:DescribeAlarms"},
			Resources: pulumi.ToStringArray(r.Alarms),
		},
		{
			// The requests of the function, which tell whether a canary saw enough of them.
			// The reference names a data set for it, which metrics of AWS's services are not
			// in (CloudWatch User Guide, permissions-reference-cw).
			Sid:       "Requests",
			Actions:   []string{"cloudwatch:GetMetricData"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		},
		{
			Sid:       "Shifts",
			Actions:   []string{"codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:ListDeployments"},
			Resources: pulumi.StringArray{pulumi.String(r.Group)},
		},
		{
			// The Service Authorization Reference names no resource for it, so that a
			// deployment group would never match and a canary that goes wrong could not be
			// stopped; CodeDeploy's own guide (auth-and-access-control-permissions-reference)
			// names the group. A deployment's id is not to be guessed.
			Sid:       "Stops",
			Actions:   []string{"codedeploy:StopDeployment"},
			Resources: pulumi.StringArray{pulumi.String("*")},
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

// images lets Lambda read the image in the caller's name: another account's, or
// the own account's should the repository's policy be gone (Lambda Developer
// Guide, images-create).
func (r Released) images() iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       "Images",
		Actions:   []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
		Resources: pulumi.StringArray{r.Repository},
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
