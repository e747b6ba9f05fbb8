package component_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"slipway/shared/component"
	"slipway/shared/iampolicy"
)

func TestTrust(t *testing.T) {
	t.Parallel()
	condition := func(test, key, value string) iampolicy.Condition {
		return iampolicy.When(test, key, pulumi.String(value))
	}
	ofAccount := condition("StringEquals", "aws:SourceAccount", account)
	assert.Empty(t, component.TrustAnyAccount("events.amazonaws.com")[0].Conditions)
	assert.Equal(t, []iampolicy.Condition{ofAccount},
		component.TrustService("events.amazonaws.com", account)[0].Conditions)
	assert.Equal(t, []iampolicy.Condition{ofAccount, condition("ArnLike", "aws:SourceArn", "arn:x")},
		component.TrustService("events.amazonaws.com", account, "arn:x")[0].Conditions)
	assert.Equal(t, []iampolicy.Principal{iampolicy.Services("events.amazonaws.com")},
		component.TrustService("events.amazonaws.com", account)[0].Principals)
}

func TestStatements(t *testing.T) {
	t.Parallel()
	tls := component.OnlyTLS("OnlyTLS", []string{"s3:*"}, pulumi.String("b"))
	assert.True(t, tls.Deny)
	assert.Equal(t, []iampolicy.Condition{
		iampolicy.When("Bool", "aws:SecureTransport", pulumi.String("false")),
	}, tls.Conditions)
	assert.Equal(t, []string{"xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules"},
		component.SendTraces("Traces", "xray:GetSamplingRules").Actions)
	logs := component.WriteLogs("Logs", pulumi.String("arn").ToStringOutput())
	assert.Equal(t, []string{"logs:CreateLogStream", "logs:PutLogEvents"}, logs.Actions)
	assert.Equal(t, "Logs", logs.Sid)
}
