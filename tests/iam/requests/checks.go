package requests

import (
	"slices"
	"strings"
)

// Check is a question that IAM is asked for a call.
type Check struct {
	Action, Resource string
	PassedTo         string // the service that a role is handed to
	New              bool   // asked of what the call makes, by the tags that it gives
}

// Checks are all that IAM is asked for a call: for the call itself, for the tags that
// something is made with, and for the roles that are handed to AWS.
func (r Request) Checks(at Place) []Check {
	own := Check{
		Action:   r.Action(),
		Resource: r.Resource(at),
		New:      r.tagged() && !strings.HasSuffix(strings.ToLower(r.Action()), "tagresource"),
	}
	all := []Check{own}
	if tag := tagging[r.Service]; tag != "" && r.tagged() && own.Action != tag {
		resource := own.Resource
		if form := numbered[r.Service]; resource == "*" {
			resource = strings.NewReplacer("{R}", r.Region, "{A}", at.Account).Replace(form) + "new"
		}
		all = append(all, Check{
			Action:   tag,
			Resource: resource,
			New:      true,
		})
	}
	if r.Service == "kms" && strings.HasSuffix(r.Call, "Alias") && r.Params["TargetKeyId"] != "" {
		key := r.Params["TargetKeyId"]
		key = key[strings.LastIndex(key, "/")+1:]
		all = append(all, Check{
			Action:   own.Action,
			Resource: "arn:aws:kms:" + r.Region + ":" + at.Account + ":key/" + key,
		})
	}
	if service := takers[r.Service]; service != "" &&
		slices.Contains(takes[r.Service], strings.TrimPrefix(own.Action, r.Service+":")) {
		for _, role := range r.Roles {
			all = append(all, Check{
				Action:   "iam:PassRole",
				Resource: role,
				PassedTo: service,
			})
		}
	}
	return all
}

// tagged reports whether a call makes something with tags.
func (r Request) tagged() bool {
	for key, value := range r.Params {
		name := strings.ToLower(key)
		if (name == "tags" || name == "tag" || strings.HasPrefix(name, "tags.member.")) && value != "[]" && value != "{}" {
			return true
		}
	}
	return false
}

// numbered are the ARNs of what AWS gives a number when it is made.
var numbered = map[string]string{
	"codestar-connections": "arn:aws:codestar-connections:{R}:{A}:connection/",
	"kms":                  "arn:aws:kms:{R}:{A}:key/",
}

// tagging are the actions for the tags of what is made with them, by service
// (Service Authorization Reference, dependent actions).
var tagging = map[string]string{
	"codeartifact": "codeartifact:TagResource", "codedeploy": "codedeploy:TagResource",
	"codepipeline": "codepipeline:TagResource", "codestar-connections": "codestar-connections:TagResource",
	"codestar-notifications": "codestar-notifications:TagResource", "dynamodb": "dynamodb:TagResource",
	"ecr": "ecr:TagResource", "events": "events:TagResource", "iam": "iam:TagRole", "kms": "kms:TagResource",
	"lambda": "lambda:TagResource", "logs": "logs:TagResource", "monitoring": "cloudwatch:TagResource",
	"secretsmanager": "secretsmanager:TagResource", "sns": "sns:TagResource", "sqs": "sqs:TagQueue",
	"states": "states:TagResource",
}

// takers are the services that act as roles which a caller hands them, and takes the
// calls that do.
var (
	takers = map[string]string{
		"codebuild": "codebuild.amazonaws.com", "codedeploy": "codedeploy.amazonaws.com",
		"codepipeline": "codepipeline.amazonaws.com", "events": "events.amazonaws.com",
		"lambda": "lambda.amazonaws.com", "states": "states.amazonaws.com",
	}
	takes = map[string][]string{
		"codebuild":    {"CreateProject", "UpdateProject"},
		"codedeploy":   {"CreateDeploymentGroup", "UpdateDeploymentGroup"},
		"codepipeline": {"CreatePipeline", "UpdatePipeline"},
		"events":       {"PutTargets"},
		"lambda":       {"CreateFunction", "UpdateFunctionConfiguration"},
		"states":       {"CreateStateMachine", "UpdateStateMachine"},
	}
)
