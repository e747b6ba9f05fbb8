package actions

import (
	"regexp"
	"slices"
)

// The forms of ARNs, by kind of resource. Part of a name may be a wildcard; the
// kind may not.
const (
	alarm         = `arn:aws:cloudwatch:[^:]+:\d{12}:alarm:[^:]+`
	application   = `arn:aws:codedeploy:[^:]+:\d{12}:application:[^:/]+`
	bucket        = `arn:aws:s3:::[^/]+`
	bus           = `arn:aws:events:[^:]+:\d{12}:event-bus/[^/]+`
	configuration = `arn:aws:codedeploy:[^:]+:\d{12}:deploymentconfig:[^:/]+`
	connection    = `arn:aws:(codestar-connections|codeconnections):[^:]+:\d{12}:connection/[^/]+`
	domain        = `arn:aws:codeartifact:[^:]+:\d{12}:domain/[^/]+`
	execution     = `arn:aws:states:[^:]+:\d{12}:execution:[^:]+:[^:]+`
	function      = `arn:aws:lambda:[^:]+:\d{12}:function:[^:]+(:[^:]+)?`
	group         = `arn:aws:codedeploy:[^:]+:\d{12}:deploymentgroup:[^:/]+/[^:/]+`
	images        = `arn:aws:ecr:[^:]+:\d{12}:repository/[^:]+`
	index         = `arn:aws:dynamodb:[^:]+:\d{12}:table/[^/]+/index/[^/]+`
	key           = `arn:aws:kms:[^:]+:\d{12}:key/[^/]+`
	logStreams    = `arn:aws:logs:[^:]+:\d{12}:log-group:[^:]+:(\*|log-stream:[^:]+)`
	machine       = `arn:aws:states:[^:]+:\d{12}:stateMachine:[^:]+`
	object        = `arn:aws:s3:::[^/]+/.+`
	packages      = `arn:aws:codeartifact:[^:]+:\d{12}:repository/[^/]+/[^/]+`
	pipeline      = `arn:aws:codepipeline:[^:]+:\d{12}:[^:/]+`
	project       = `arn:aws:codebuild:[^:]+:\d{12}:project/[^/]+`
	qualified     = `arn:aws:lambda:[^:]+:\d{12}:function:[^:]+:[^:]+`
	queue         = `arn:aws:sqs:[^:]+:\d{12}:[^:/]+`
	reports       = `arn:aws:codebuild:[^:]+:\d{12}:report-group/[^/]+`
	role          = `arn:aws:iam::\d{12}:role/.+`
	secret        = `arn:aws:secretsmanager:[^:]+:\d{12}:secret:[^:]+`
	table         = `arn:aws:dynamodb:[^:]+:\d{12}:table/[^/]+`
	topic         = `arn:aws:sns:[^:]+:\d{12}:[^:/]+`
)

// checked are the kinds of resource that each action is checked against (Service
// Authorization Reference, the actions table of each service).
var checked = map[string][]string{
	alarm:         {"cloudwatch:DescribeAlarms"},
	application:   {"codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"},
	bucket:        {"s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"},
	bus:           {"events:PutEvents"},
	configuration: {"codedeploy:GetDeploymentConfig"},
	connection:    {"codeconnections:UseConnection", "codestar-connections:UseConnection"},
	domain:        {"codeartifact:GetAuthorizationToken"},
	execution:     {"states:DescribeExecution"},
	function: {
		"lambda:GetAlias", "lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:InvokeFunction",
		"lambda:PublishVersion", "lambda:UpdateAlias", "lambda:UpdateFunctionCode",
	},
	group: {
		"codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:ListDeployments", "codedeploy:StopDeployment",
	},
	images: {
		"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload",
		"ecr:DescribeImageScanFindings", "ecr:DescribeImages",
		"ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
	},
	index: {"dynamodb:Query"},
	key: {
		"kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*",
	},
	logStreams: {"logs:CreateLogStream", "logs:PutLogEvents"},
	machine:    {"states:DescribeStateMachine", "states:ListExecutions", "states:StartExecution"},
	object:     {"s3:AbortMultipartUpload", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"},
	packages:   {"codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"},
	pipeline:   {"codepipeline:GetPipelineExecution", "codepipeline:StartPipelineExecution"},
	project:    {"codebuild:BatchGetBuilds", "codebuild:StartBuild"},
	qualified:  {"lambda:GetProvisionedConcurrencyConfig"},
	queue:      {"sqs:SendMessage"},
	reports:    {"codebuild:BatchPutTestCases", "codebuild:CreateReport", "codebuild:UpdateReport"},
	role:       {"iam:PassRole", "sts:AssumeRole"},
	secret:     {"secretsmanager:GetSecretValue"},
	table:      {"dynamodb:PutItem", "dynamodb:Query"},
	topic:      {"sns:Publish"},
}

// Unscopable are the actions that may be given on all resources, because AWS
// checks them against none, with the page that says so.
var Unscopable = map[string]string{
	"ecr:GetAuthorizationToken":     "Service Authorization Reference, Amazon ECR: no resource types",
	"logs:CreateLogDelivery":        "Step Functions Developer Guide, cw-logs: Resource *",
	"logs:DeleteLogDelivery":        "Step Functions Developer Guide, cw-logs: Resource *",
	"logs:DescribeLogGroups":        "Step Functions Developer Guide, cw-logs: Resource *",
	"logs:DescribeResourcePolicies": "Step Functions Developer Guide, cw-logs: Resource *",
	"logs:GetLogDelivery":           "Step Functions Developer Guide, cw-logs: Resource *",
	"logs:ListLogDeliveries":        "Step Functions Developer Guide, cw-logs: Resource *",
	"logs:PutResourcePolicy":        "Step Functions Developer Guide, cw-logs: Resource *",
	"logs:UpdateLogDelivery":        "Step Functions Developer Guide, cw-logs: Resource *",
	"sts:GetServiceBearerToken":     "Service Authorization Reference, AWS STS: no resource types",
	"xray:GetSamplingRules":         "Service Authorization Reference, AWS X-Ray: no resource types",
	"xray:GetSamplingTargets":       "Service Authorization Reference, AWS X-Ray: no resource types",
	"xray:PutTelemetryRecords":      "Service Authorization Reference, AWS X-Ray: no resource types",
	"xray:PutTraceSegments":         "Service Authorization Reference, AWS X-Ray: no resource types",
}

// forms are the expressions for the kinds of resource of each action.
var forms = func() map[string][]*regexp.Regexp {
	all := map[string][]*regexp.Regexp{}
	for form, names := range checked {
		expression := regexp.MustCompile("^" + form + "$")
		for _, name := range names {
			all[name] = append(all[name], expression)
		}
	}
	return all
}()

// Applies tells whether the action is ever checked against a resource of that
// form. A right that never applies does nothing, and hides that one is missing.
func Applies(action, resource string) bool {
	return slices.ContainsFunc(forms[action], func(form *regexp.Regexp) bool { return form.MatchString(resource) })
}
