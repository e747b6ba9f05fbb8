package lint_test

import (
	"slipway/tests/iam/policy"
)

// faults are statements with one fault each, and one of each kind without.
var faults = map[string]struct {
	kind             policy.Kind
	owner, statement string
	want             []string
}{
	"a right of a role": {policy.Identity, role, `"Action":"sns:Publish","Resource":"` + topic + `"`, nil},
	"an unknown action": {policy.Identity, role, `"Action":"sns:Publisch","Resource":"` + topic + `"`,
		[]string{"doc: sns:Publisch never applies to " + topic, "doc: there is no action sns:Publisch"}},
	"every action": {policy.Identity, role, `"Action":"*","Resource":"` + topic + `"`,
		[]string{"doc: * never applies to " + topic, "doc: allows *"}},
	"a service's actions": {policy.Identity, role, `"Action":"sns:*","Resource":"` + topic + `"`,
		[]string{"doc: allows sns:*", "doc: sns:* never applies to " + topic}},
	"a family of AWS's": {policy.Identity, role, `"Action":"kms:ReEncrypt*","Resource":"` + keyArn + `"`, nil},
	"every resource": {policy.Identity, role, `"Action":"sns:Publish","Resource":"*"`,
		[]string{"doc: sns:Publish never applies to *", "doc: sns:Publish on all resources"}},
	"no resource to name": {policy.Identity, role, `"Action":"ecr:GetAuthorizationToken","Resource":"*"`, nil},
	"a resource to no use": {policy.Identity, role, `"Action":"ecr:GetAuthorizationToken","Resource":"` + topic + `"`,
		[]string{"doc: ecr:GetAuthorizationToken never applies to " + topic}},
	"a dead grant": {policy.Identity, role, `"Action":"sns:Publish","Resource":"` + queue + `"`,
		[]string{"doc: sns:Publish never applies to " + queue}},
	"roles by pattern": {policy.Identity, role, `"Action":"sts:AssumeRole","Resource":"arn:aws:iam::222222222222:role/b*"`,
		[]string{"doc: sts:AssumeRole on arn:aws:iam::222222222222:role/b*, which is no one role"}},
	"a role to any service": {policy.Identity, role, `"Action":"iam:PassRole","Resource":"` + role + `"`,
		[]string{"doc: iam:PassRole to any service"}},
	"all but some actions": {policy.Identity, role, `"NotAction":"iam:PassRole","Resource":"` + topic + `"`,
		[]string{"doc: NotAction"}},
	"all but one resource": {policy.Identity, role, `"Action":"sns:Publish","NotResource":"` + topic + `"`,
		[]string{"doc: NotResource"}},
	"a variable": {policy.Identity, role, `"Action":"sns:Publish","Resource":"` + topic + `${aws:username}"`, []string{
		"doc: sns:Publish never applies to " + topic + "${aws:username}",
		"doc: the variable in " + topic + "${aws:username}",
	}},
	"a misspelt condition": {
		policy.Identity,
		role,
		`"Action":"sns:Publish","Resource":"` + topic + `","Condition":{"StringNotEquals":{"aws:SourceAcount":"1"}}`,
		[]string{"doc: condition key aws:SourceAcount is not sent with its actions"},
	},
	"an empty condition": {
		policy.Identity,
		role,
		`"Action":"sns:Publish","Resource":"` + topic + `","Condition":{"StringEquals":{"aws:SourceAccount":[]}}`,
		[]string{"doc: condition StringEquals aws:SourceAccount has no values"},
	},

	"a trust": {policy.Trust, role,
		`"Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole",` +
			`"Condition":{"StringEquals":{"aws:SourceAccount":"111111111111"}}`,
		nil},
	"a trust for any account": {
		policy.Trust,
		role,
		`"Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"`,
		[]string{"doc: trusts a service for any account"},
	},
	"a trust with tags": {policy.Trust, role, `"Principal":{"AWS":"` + role + `"},"Action":"sts:TagSession"`,
		[]string{"doc: trusts with [sts:TagSession]"}},
	"a trust of an account": {
		policy.Trust,
		role,
		`"Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"sts:AssumeRole"`,
		[]string{"doc: lets all of arn:aws:iam::222222222222:root in"},
	},
	"a trust of roles alike": {policy.Trust, role, `"Principal":{"AWS":"arn:aws:iam::222222222222:root"},` +
		`"Action":"sts:AssumeRole","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/*"}}`,
		[]string{"doc: lets all of arn:aws:iam::222222222222:root in"}},
	"a trust of one role": {policy.Trust, role,
		`"Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"sts:AssumeRole",` +
			`"Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/b"}}`,
		nil},
	"a trust of everybody": {policy.Trust, role, `"Principal":"*","Action":"sts:AssumeRole"`,
		[]string{"doc: lets everybody in"}},
	"a trust of another system": {
		policy.Trust,
		role,
		`"Principal":{"Federated":"accounts.example.com"},"Action":"sts:AssumeRole"`,
		[]string{"doc: lets a principal of kind Federated in"},
	},
	"a trust of all but one": {policy.Trust, role, `"NotPrincipal":{"AWS":"` + role + `"},"Action":"sts:AssumeRole"`,
		[]string{"doc: NotPrincipal"}},
	"a topic's service": {policy.Resource, topic,
		`"Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish","Resource":"` + topic +
			`","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:us-east-1:111111111111:alarm:a-*"}}`,
		nil},
	"a service for anybody": {
		policy.Resource,
		topic,
		`"Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish","Resource":"` + topic + `"`,
		[]string{"doc: lets cloudwatch.amazonaws.com in for anybody"},
	},
	"a service for any account": {
		policy.Resource,
		topic,
		`"Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish","Resource":"` + topic +
			`","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:us-east-1:*:alarm:a"}}`,
		[]string{"doc: lets cloudwatch.amazonaws.com in for anybody"},
	},
	"a service without a source": {policy.Resource, topic,
		`"Principal":{"Service":"codestar-notifications.amazonaws.com"},"Action":"sns:Publish","Resource":"` + topic + `"`,
		nil},
	"a key's administration": {
		policy.Resource, keyArn, `"Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"`, nil,
	},
	"a key for another account": {
		policy.Resource,
		keyArn,
		`"Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"kms:*","Resource":"*"`,
		[]string{"doc: allows kms:*", "doc: kms:* never applies to " + keyArn,
			"doc: lets all of arn:aws:iam::222222222222:root in"},
	},
	"a topic for everybody": {policy.Resource, topic, `"Principal":"*","Action":"sns:Publish","Resource":"` + topic + `"`,
		[]string{"doc: lets everybody in"}},
}
