package security_test

import (
	"regexp"
	"slices"
	"strings"
)

const rolePolicyType = "iam/rolePolicy:RolePolicy"

// unscopable are the actions that AWS cannot limit to a resource, with the page that
// says so. Every other action on all resources is a fault.
var unscopable = map[string]string{
	"ecr:GetAuthorizationToken":        "Service Authorization Reference, Amazon ECR",
	"ecr-public:GetAuthorizationToken": "Service Authorization Reference, Amazon ECR Public",
	"dynamodb:ListStreams":             "Service Authorization Reference, Amazon DynamoDB",
	"events:ListRules":                 "Service Authorization Reference, Amazon EventBridge",
	"events:ListRuleNamesByTarget":     "Service Authorization Reference, Amazon EventBridge",
	"codedeploy:StopDeployment":        "Service Authorization Reference, AWS CodeDeploy",
	"cloudwatch:GetMetricData":         "CloudWatch User Guide, permissions-reference-cw",
	"cloudwatch:PutMetricData":         "CloudWatch User Guide, iam-cw-condition-keys-namespace; limited by the namespace",
	"sts:GetServiceBearerToken":        "Service Authorization Reference, AWS STS; limited by sts:AWSServiceName",
	"xray:PutTraceSegments":            "Service Authorization Reference, AWS X-Ray",
	"xray:PutTelemetryRecords":         "Service Authorization Reference, AWS X-Ray",
	"xray:GetSamplingRules":            "Service Authorization Reference, AWS X-Ray",
	"xray:GetSamplingTargets":          "Service Authorization Reference, AWS X-Ray",
	"logs:CreateLogDelivery":           "Step Functions developer guide, cw-logs",
	"logs:GetLogDelivery":              "Step Functions developer guide, cw-logs",
	"logs:UpdateLogDelivery":           "Step Functions developer guide, cw-logs",
	"logs:DeleteLogDelivery":           "Step Functions developer guide, cw-logs",
	"logs:ListLogDeliveries":           "Step Functions developer guide, cw-logs",
	"logs:PutResourcePolicy":           "Step Functions developer guide, cw-logs",
	"logs:DescribeResourcePolicies":    "Step Functions developer guide, cw-logs",
	"logs:DescribeLogGroups":           "Step Functions developer guide, cw-logs",
}

func grantRules() []rule {
	return []rule{{
		property: "I1",
		says:     "no role may do everything, or everything with a service",
		service:  "IAM",
		over:     every(rolePolicyType),
		ids:      "CKV_AWS_1 CKV_AWS_49 CKV_AWS_62 CKV_AWS_63 CKV_AWS_274 CKV2_AWS_40 CKV2_AWS_56 IAM.1 IAM.21 AWS-0057",
		fault:    eachGrant(allPowerful),
		breaks: map[string]change{
			"administrator": granting(itself, "policy", statement{Action: words{"*"}, Resource: words{"*"}}),
			"a whole service": granting(itself, "policy", statement{
				Action:   words{"s3:*"},
				Resource: words{"arn:aws:s3:::one/*"},
			}),
			"all but one": granting(itself, "policy", statement{NotAction: words{"iam:CreateUser"}, Resource: words{"*"}}),
			"no policy":   setting("policy", ""),
		},
	}, {
		property: "I2",
		says:     "resources are named, but for actions that AWS lets nobody limit",
		ids:      "AwsSolutions-IAM5 CKV_AWS_355 CKV_AWS_356 AWS-0345",
		service:  "IAM",
		over:     every(rolePolicyType),
		fault:    eachGrant(unnamed),
		breaks: map[string]change{
			"all resources": granting(itself, "policy", statement{Action: words{"s3:GetObject"}, Resource: words{"*"}}),
			"any account": granting(itself, "policy", statement{
				Action:   words{"lambda:GetFunction"},
				Resource: words{"arn:aws:lambda:us-east-1:*:function:one"},
			}),
			"all of a kind": granting(itself, "policy", statement{
				Action:   words{"sqs:SendMessage"},
				Resource: words{"arn:aws:sqs:us-east-1:000000000000:*"},
			}),
			"no policy": setting("policy", ""),
		},
		mend: rewriting(itself, "policy", outOfNetworks),
	}, {
		property: "I3",
		says:     "roles are passed by name, to a named service",
		ids:      "AWS-0342 CKV_AWS_110 CKV_AWS_286",
		service:  "IAM",
		over:     every(rolePolicyType),
		fault:    eachGrant(passing),
		breaks: map[string]change{
			"any role": granting(itself, "policy", statement{Action: words{"iam:PassRole"}, Resource: words{"*"}}),
			"any service": granting(itself, "policy", statement{
				Action:   words{"iam:PassRole"},
				Resource: words{"arn:aws:iam::000000000000:role/one"},
			}),
			"no policy": setting("policy", ""),
		},
	}, {
		property: "I5",
		says:     "no credentials, data or writing without limits, and no say over permissions",
		service:  "IAM",
		over:     every(rolePolicyType),
		ids:      "CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_111 CKV_AWS_287 CKV_AWS_288 CKV_AWS_289 CKV_AWS_290",
		fault:    eachGrant(exposing),
		breaks: map[string]change{
			"any role's credentials": granting(itself, "policy", statement{
				Action:   words{"sts:AssumeRole"},
				Resource: words{"arn:aws:iam::000000000000:role/*"},
			}),
			"every secret": granting(itself, "policy", statement{
				Action:   words{"secretsmanager:GetSecretValue"},
				Resource: words{"*"},
			}),
			"permissions": granting(itself, "policy", statement{
				Action:   words{"lambda:AddPermission"},
				Resource: words{"arn:aws:lambda:us-east-1:000000000000:function:one"},
			}),
			"its own rights": granting(itself, "policy", statement{
				Action:   words{"iam:PutRolePolicy"},
				Resource: words{"arn:aws:iam::000000000000:role/one"},
			}),
			"no policy": setting("policy", ""),
		},
		mend: rewriting(itself, "policy", func(d *document) {
			outOfNetworks(d)
			for i := range d.Statement {
				d.Statement[i].Action = slices.DeleteFunc(d.Statement[i].Action, managesPermissions)
			}
		}),
	}}
}

// outOfNetworks takes away what a function has for its network interfaces.
func outOfNetworks(d *document) {
	d.Statement = slices.DeleteFunc(d.Statement, func(s statement) bool { return strings.HasPrefix(s.Sid, "Network") })
}

// Actions that hand out what others are kept out by.
var (
	credential = regexp.MustCompile(`^(sts:(AssumeRole|Get)|iam:Create|codepipeline:PollForJobs|rds-db:|sso:GetRole|ecr:` +
		`GetAuth|codeartifact:GetAuth)`)
	permission = regexp.MustCompile(`^iam:(Add|Attach|Create|Delete|Detach|Put|Remove|Set|Update)|:` +
		`(Put|Set|Delete|Attach)[A-Za-z]*Polic|:(Add|Remove)[A-Za-z]*Permission|:CreateGrant$|:PutBucketAcl$`)
)
