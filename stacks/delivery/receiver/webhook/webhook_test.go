package webhook_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiver/webhook"
)

const tooLarge = "the body is larger than 5 MiB, which no function is given; start the pipelines of what changed " +
	"with `make start`"

func TestWhatIsNotAcceptedGetsItsStatusAndPutsNothing(t *testing.T) {
	t.Parallel()
	push := pushBody(t, nil)
	cases := map[string]struct {
		change  func(c *events.APIGatewayV2HTTPRequest)
		status  int
		message string
	}{
		"a GET": {func(c *events.APIGatewayV2HTTPRequest) { c.RequestContext.HTTP.Method = "GET" },
			405, "only POST is answered here"},
		"no signature": {func(c *events.APIGatewayV2HTTPRequest) { delete(c.Headers, "x-hub-signature-256") },
			401, "the call is not signed: give the webhook on GitHub the secret in Secrets Manager"},
		"a signature of the older kind alone": {func(c *events.APIGatewayV2HTTPRequest) {
			delete(c.Headers, "x-hub-signature-256")
			c.Headers["x-hub-signature"] = "sha1=0123"
		}, 401, "the call has a signature of the older kind alone (X-Hub-Signature): GitHub sends " +
			"X-Hub-Signature-256 beside it, which something on the way has removed"},
		"another secret's signature": {
			func(c *events.APIGatewayV2HTTPRequest) { c.Headers["x-hub-signature-256"] = sign("guess", push) },
			401,
			"the signature does not fit: the webhook's secret on GitHub must be the one in Secrets Manager",
		},
		"a bad signature on a malformed body": {func(c *events.APIGatewayV2HTTPRequest) { c.Body = "{" },
			401, "the signature does not fit: the webhook's secret on GitHub must be the one in Secrets Manager"},
		"a body over the limit, whatever its signature": {
			func(c *events.APIGatewayV2HTTPRequest) { c.Body = strings.Repeat("x", webhook.MaxBodyBytes+1) },
			413,
			tooLarge,
		},
		"a base64 body over the limit": {func(c *events.APIGatewayV2HTTPRequest) {
			c.IsBase64Encoded, c.Body = true, strings.Repeat("x", base64.StdEncoding.EncodedLen(webhook.MaxBodyBytes)+1)
		}, 413, tooLarge},
		"a body that is not base64 and says it is": {
			func(c *events.APIGatewayV2HTTPRequest) { c.IsBase64Encoded, c.Body = true, "%" },
			400,
			"the body is not valid base64",
		},
		"no event name": {func(c *events.APIGatewayV2HTTPRequest) { delete(c.Headers, "x-github-event") },
			400, "the X-GitHub-Event header is missing"},
		"a ping": {func(c *events.APIGatewayV2HTTPRequest) { c.Headers["x-github-event"] = "ping" },
			200, "pong"},
		"a ping of a webhook that sends forms": {func(c *events.APIGatewayV2HTTPRequest) {
			c.Headers["x-github-event"], c.Headers["content-type"] = "ping", "application/x-www-form-urlencoded"
		}, 415, "set the webhook's content type to application/json"},
		"an event that is not a push": {func(c *events.APIGatewayV2HTTPRequest) { c.Headers["x-github-event"] = "issues" },
			202, "ignored: the event issues is not push"},
		"a form instead of JSON": {func(c *events.APIGatewayV2HTTPRequest) {
			c.Headers["content-type"] = "application/x-www-form-urlencoded"
		}, 415, "set the webhook's content type to application/json"},
		"no content type": {func(c *events.APIGatewayV2HTTPRequest) { delete(c.Headers, "content-type") },
			415, "set the webhook's content type to application/json"},
		"signed, but not JSON": {func(c *events.APIGatewayV2HTTPRequest) {
			c.Body = "{"
			c.Headers["x-hub-signature-256"] = sign(secret, "{")
		}, 400, "the body is not a push payload in JSON"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			c := call("push", push)
			test.change(&c)
			status, message := b.send(t, c)
			assert.Equal(t, test.status, status)
			assert.Equal(t, test.message, message)
			assert.Empty(t, b.entries)
		})
	}
}

func TestACallIsRefusedBeforeTheSecretIsReadWhenItsMethodOrSizeIsWrong(t *testing.T) {
	t.Parallel()
	b := newBench()
	c := call("push", "{}")
	c.RequestContext.HTTP.Method = "PUT"
	response, err := b.handler.Handle(t.Context(), c)
	require.NoError(t, err)
	assert.Equal(t, "POST", response.Headers["Allow"])
	b.send(t, call("push", strings.Repeat("x", webhook.MaxBodyBytes+1)))
	assert.Empty(t, b.reads)
}
