package iam_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/iam/policy"
)

const (
	// intruder is a role of the pipelines' account whose own policy allows all, neighbour one of
	// the functions' account.
	intruder  = "arn:aws:iam::" + tooling + ":role/intruder"
	neighbour = "arn:aws:iam::" + target + ":role/intruder"
	// stranger is the same in an account that has nothing to do with us.
	stranger = "arn:aws:iam::999999999999:role/stranger"
	allows   = `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`
)

// withIntruder is what is deployed, and roles that may do everything as far as their own
// policies go.
func (e *environment) withIntruder() policy.Set {
	set := append(policy.Set{}, e.Statements...)
	for _, role := range []string{intruder, neighbour, stranger} {
		if err := set.Add(policy.Identity, role, strings.Split(role, ":")[4], role, allows); err != nil {
			panic(err)
		}
	}
	return set
}

// forbidden are requests that policies have to deny.
func (e *environment) forbidden() []policy.Request {
	var all []policy.Request
	add := func(principal, action, resource string, context policy.Context) {
		all = append(all, policy.Request{
			Principal: principal,
			Action:    action,
			Resource:  resource,
			Context:   context,
		})
	}
	plain := policy.Context{}.With("aws:SecureTransport", "false")
	for _, b := range e.Of("aws:s3/bucketV2:BucketV2") {
		add(intruder, "s3:GetObject", b.Text("arn")+"/one", plain)
		add(intruder, "s3:ListBucket", b.Text("arn"), plain)
	}
	add(intruder, "sns:Publish", e.Only("aws:sns/topic:Topic").Text("arn"), plain)
	for _, q := range e.Of("aws:sqs/queue:Queue") {
		add(intruder, "sqs:ReceiveMessage", q.Text("arn"), plain)
		add(neighbour, "sqs:ReceiveMessage", q.Text("arn"), plain)
	}
	for _, b := range e.Of("aws:cloudwatch/eventBus:EventBus") {
		add(intruder, "events:PutEvents", b.Text("arn"),
			policy.Context{}.With("events:source", "github.com").With("events:detail-type", "push"))
	}
	for _, r := range e.Of("aws:iam/role:Role") {
		add(intruder, "sts:AssumeRole", r.Text("arn"), nil)
	}
	for _, f := range e.Of("aws:lambda/function:Function") {
		// The code of a function in a VPC, in the place of Lambda.
		add(f.Text("role"), "ec2:CreateNetworkInterface", "arn:aws:ec2:us-east-1:"+e.Target+":network-interface/eni-1",
			policy.Context{}.With("lambda:SourceFunctionArn", f.Text("arn")))
	}
	for _, call := range e.calls {
		if call.Resource != "*" {
			add(stranger, call.Action, call.Resource, call.Context)
		}
	}
	return all
}

func TestResourcesKeepOutWhomNothingConcerns(t *testing.T) { // S2 S9 K2 R3 N3 V1 I8
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		set := e.withIntruder()
		for _, r := range e.forbidden() {
			assert.False(t, set.Decide(r).Allowed, "%s may %s on %s", r.Principal, r.Action, r.Resource)
		}
	})
}

// What none of our roles may ever do, on any resource that is deployed: change
// who may do what, change a function besides its code, rewrite the history.
var never = []string{
	"iam:PassRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:CreateRole",
	"kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:CreateGrant",
	"lambda:UpdateFunctionConfiguration", "lambda:AddPermission", "lambda:DeleteFunction", "lambda:CreateFunction",
	"ecr:SetRepositoryPolicy", "ecr:DeleteRepository", "ecr:BatchDeleteImage",
	"s3:PutBucketPolicy", "s3:DeleteObject", "s3:DeleteBucket", "s3:PutObjectAcl",
	"dynamodb:DeleteTable", "dynamodb:Scan",
	"sns:Subscribe", "sns:SetTopicAttributes", "sqs:ReceiveMessage", "events:PutRule", "events:PutTargets",
	"codepipeline:UpdatePipeline", "codepipeline:PutApprovalResult", "codebuild:UpdateProject",
	"states:UpdateStateMachine",
	"logs:CreateLogGroup", "secretsmanager:PutSecretValue",
}

func TestNoRoleMayChangeRightsCodeOrHistory(t *testing.T) { // I1 I5 R6
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		tried := 0
		for _, role := range e.Of("aws:iam/role:Role") {
			for _, r := range e.changes(role.Text("arn")) {
				assert.False(t, e.Statements.Decide(r).Allowed, "%s may %s on %s", r.Principal, r.Action, r.Resource)
				tried++
			}
		}
		assert.Greater(t, tried, 500)
	})
}

// changes are the forbidden actions of a role on every resource of their service,
// and on what is within it.
func (e *environment) changes(role string) []policy.Request {
	var all []policy.Request
	for _, resource := range e.Resources {
		arn := resource.Text("arn")
		for _, action := range never {
			service, _, _ := strings.Cut(action, ":")
			if strings.HasPrefix(arn, "arn:aws:"+service+":") {
				all = append(all, policy.Request{
					Principal: role,
					Action:    action,
					Resource:  arn,
				},
					policy.Request{
						Principal: role,
						Action:    action,
						Resource:  arn + "/one",
					})
			}
		}
	}
	return all
}
