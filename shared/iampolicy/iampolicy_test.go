package iampolicy_test

import (
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/iampolicy"
)

func TestAStatementAllowsUnlessItDenies(t *testing.T) {
	t.Parallel()
	assert.Equal(t, object{
		"Effect":   "Allow",
		"Action":   list{"s3:GetObject", "s3:PutObject"},
		"Resource": list{"arn:aws:s3:::b/*"},
	},
		statement(t, iampolicy.Statement{
			Actions: []string{"s3:GetObject", "s3:PutObject"}, Resources: pulumi.StringArray{pulumi.String("arn:aws:s3:::b/*")},
		}))
	assert.Equal(t, object{
		"Sid":       "TLSOnly",
		"Effect":    "Deny",
		"Principal": "*",
		"Action":    list{"s3:*"},
		"Resource":  list{"*"},
		"Condition": object{"Bool": object{"aws:SecureTransport": list{"false"}}},
	},
		statement(t, iampolicy.Statement{
			Sid:        "TLSOnly",
			Deny:       true,
			Principals: []iampolicy.Principal{iampolicy.Anyone},
			Actions:    []string{"s3:*"},
			Resources:  pulumi.StringArray{pulumi.String("*")},
			Conditions: []iampolicy.Condition{iampolicy.When("Bool", "aws:SecureTransport", pulumi.String("false"))},
		}))
}

func TestPrincipalsAreGatheredByKind(t *testing.T) {
	t.Parallel()
	root := iampolicy.Root
	for name, c := range map[string]struct {
		given []iampolicy.Principal
		want  any
	}{
		"services": {[]iampolicy.Principal{iampolicy.Services("lambda.amazonaws.com", "states.amazonaws.com")},
			object{"Service": list{"lambda.amazonaws.com", "states.amazonaws.com"}}},
		"an account": {[]iampolicy.Principal{root("111122223333")}, object{"AWS": list{"arn:aws:iam::111122223333:root"}}},
		"both": {[]iampolicy.Principal{iampolicy.Services("lambda.amazonaws.com"), root("111122223333")},
			object{"Service": list{"lambda.amazonaws.com"}, "AWS": list{"arn:aws:iam::111122223333:root"}}},
		"the same kind twice": {[]iampolicy.Principal{root("111122223333"), root("444455556666")},
			object{"AWS": list{"arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"}}},
		"anyone":               {[]iampolicy.Principal{iampolicy.Anyone}, "*"},
		"anyone among others":  {[]iampolicy.Principal{root("111122223333"), iampolicy.Anyone}, "*"},
		"nobody in particular": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := statement(t, iampolicy.Statement{Actions: []string{"sts:AssumeRole"}, Principals: c.given})
			assert.Equal(t, c.want, s["Principal"])
			_, stated := s["Principal"]
			assert.Equal(t, c.want != nil, stated)
			assert.NotContains(t, s, "Resource", "trust policies have none")
			assert.NotContains(t, s, "Condition")
			assert.NotContains(t, s, "Sid")
		})
	}
}

func TestConditionsOfOneTestStandTogether(t *testing.T) {
	t.Parallel()
	s := statement(t, iampolicy.Statement{Actions: []string{"sns:Publish"}, Conditions: []iampolicy.Condition{
		iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String("111122223333")),
		iampolicy.When("ArnLike", "aws:SourceArn", pulumi.String("arn:aws:events:*:*:rule/a"),
			pulumi.String("arn:aws:events:*:*:rule/b")),
		iampolicy.When("StringEquals", "aws:PrincipalOrgID", pulumi.String("o-1")),
	}})
	assert.Equal(t, object{
		"StringEquals": object{"aws:SourceAccount": list{"111122223333"}, "aws:PrincipalOrgID": list{"o-1"}},
		"ArnLike":      object{"aws:SourceArn": list{"arn:aws:events:*:*:rule/a", "arn:aws:events:*:*:rule/b"}},
	}, s["Condition"])
}

// A text that differs from one run to the next would be a change in each.
func TestADocumentRendersToTheSameTextEachTime(t *testing.T) {
	t.Parallel()
	document := func(*pulumi.Context) iampolicy.Document {
		return iampolicy.Document{
			{
				Sid:        "Second",
				Actions:    []string{"b:B", "a:A"},
				Principals: []iampolicy.Principal{iampolicy.Services("z"), iampolicy.AWS(pulumi.String("a"))},
				Conditions: []iampolicy.Condition{iampolicy.When("Z", "z", pulumi.String("1")),
					iampolicy.When("A", "a", pulumi.String("2"))},
			},
			{
				Sid:       "First",
				Actions:   []string{"c:C"},
				Resources: pulumi.StringArray{pulumi.String("z"), pulumi.String("a")},
			},
		}
	}
	const want = `{"Statement":[` +
		`{"Action":["b:B","a:A"],"Condition":{"A":{"a":["2"]},"Z":{"z":["1"]}},"Effect":"Allow","Principal":{"AWS":["a"],` +
		`"Service":["z"]},"Sid":"Second"},` +
		`{"Action":["c:C"],"Effect":"Allow","Resource":["z","a"],"Sid":"First"}],"Version":"2012-10-17"}`
	for range 20 {
		text, rec := render(t, false, document)
		require.NoError(t, rec.Err)
		require.Equal(t, want, text)
	}
}

func TestADocumentTakesOutputsOfResources(t *testing.T) {
	t.Parallel()
	document := func(ctx *pulumi.Context) iampolicy.Document {
		topic, err := sns.NewTopic(ctx, "topic", &sns.TopicArgs{Name: pulumi.String("topic-deployments-dev")})
		require.NoError(t, err)
		return iampolicy.Document{{
			Actions:   []string{"sns:Publish"},
			Resources: pulumi.StringArray{topic.Arn},
			Principals: []iampolicy.Principal{
				iampolicy.AWS(topic.Owner.ApplyT(func(string) string { return "arn:aws:iam::1:root" }).(pulumi.StringOutput)),
			},
			Conditions: []iampolicy.Condition{iampolicy.When("ArnEquals", "aws:SourceArn", topic.Arn)},
		}}
	}
	const arn = "arn:aws:sns:us-east-1:111122223333:topic-deployments-dev"
	text, rec := render(t, false, document)
	require.NoError(t, rec.Err)
	assert.JSONEq(t,
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sns:Publish"],"Resource":["`+arn+`"],
		"Principal":{"AWS":["arn:aws:iam::1:root"]},"Condition":{"ArnEquals":{"aws:SourceArn":["`+arn+`"]}}}]}`, text)

	text, rec = render(t, true, document)
	require.NoError(t, rec.Err)
	assert.Empty(t, text, "unknown as a whole in a preview, never half a policy")
	assert.NotContains(t, rec.Kept(), "policy")
}

func TestTheLengthOfADocumentIsThatOfItsJSON(t *testing.T) { // R16
	t.Parallel()
	document := iampolicy.Document{{
		Sid:       "Read",
		Actions:   []string{"s3:GetObject"},
		Resources: pulumi.StringArray{pulumi.String("arn:aws:s3:::b/*")},
	}}
	assert.Equal(t, len(`{"Statement":[{"Action":["s3:GetObject"],"Effect":"Allow","Resource":["arn:aws:s3:::b/*"],`+
		`"Sid":"Read"}],"Version":"2012-10-17"}`), document.Length())
}
