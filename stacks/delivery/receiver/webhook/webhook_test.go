package webhook_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiver/webhook"
)

func TestAPushBecomesOneEventOnTheBus(t *testing.T) { // R10
	t.Parallel()
	b := newBench()
	status, message := b.send(t, call("push", pushBody(t, nil)))
	assert.Equal(t, 202, status)
	assert.Equal(t, "accepted", message)
	require.Len(t, b.entries, 1)
	entry := b.entries[0]
	assert.Equal(t, busName, *entry.EventBusName)
	assert.Equal(t, "github.com", *entry.Source)
	assert.Equal(t, "push", *entry.DetailType)
	assert.JSONEq(t, `{
		"ref": "refs/heads/main",
		"before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
		"after": "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
		"created": false, "deleted": false, "forced": false,
		"repository": {"full_name": "octo-org/shop"},
		"head_commit": {"id": "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c", "message": "Show prices with tax"},
		"pusher": {"name": "mona"},
		"paths": ["README.md", "services/api/index.js", "services/api/old.js", "services/api/tax.js"],
		"pathsTruncated": false,
		"delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958"
	}`, *entry.Detail)
}

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
			401, "the signature does not fit: the webhook's secret on GitHub must be the one in Secrets Manager"},
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
			"the body is larger than 5 MiB",
		},
		"a base64 body over the limit": {func(c *events.APIGatewayV2HTTPRequest) {
			c.IsBase64Encoded, c.Body = true, strings.Repeat("x", base64.StdEncoding.EncodedLen(webhook.MaxBodyBytes)+1)
		}, 413, "the body is larger than 5 MiB"},
		"a body that is not base64 and says it is": {
			func(c *events.APIGatewayV2HTTPRequest) { c.IsBase64Encoded, c.Body = true, "%" },
			400,
			"the body is not valid base64",
		},
		"no event name": {func(c *events.APIGatewayV2HTTPRequest) { delete(c.Headers, "x-github-event") },
			400, "the X-GitHub-Event header is missing"},
		"a ping": {func(c *events.APIGatewayV2HTTPRequest) { c.Headers["x-github-event"] = "ping" },
			200, "pong"},
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

func TestABase64BodyIsVerifiedAndReadDecoded(t *testing.T) {
	t.Parallel()
	b := newBench()
	c := call("push", pushBody(t, nil))
	c.IsBase64Encoded, c.Body = true, base64.StdEncoding.EncodeToString([]byte(c.Body))
	status, _ := b.send(t, c)
	assert.Equal(t, 202, status)
	assert.Equal(t, "refs/heads/main", b.detail(t).Ref)
}

func TestHeadersAreFoundInAnyCase(t *testing.T) {
	t.Parallel()
	b := newBench()
	c := call("push", pushBody(t, nil))
	c.Headers = map[string]string{
		"X-GitHub-Event": "push", "X-HUB-SIGNATURE-256": c.Headers["x-hub-signature-256"],
		"Content-Type": "application/json; charset=utf-8",
	}
	status, _ := b.send(t, c)
	assert.Equal(t, 202, status)
	assert.Empty(t, b.detail(t).Delivery)
}

func TestAnEventThatDoesNotReachTheBusIsAFailedDelivery(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		breakBus func(f *fakeAWS)
		cause    string
	}{
		"the call fails": {func(f *fakeAWS) { f.putErr = errOutage },
			"put event on bus bus-push-dev: service is down"},
		"the entry is refused": {func(f *fakeAWS) {
			f.answer = []types.PutEventsResultEntry{{ErrorCode: new("InternalFailure"), ErrorMessage: new("try again")}}
		}, "put event on bus bus-push-dev: InternalFailure: try again"},
		"the entry is refused without a word": {
			func(f *fakeAWS) { f.answer = []types.PutEventsResultEntry{{ErrorCode: new("ThrottlingException")}} },
			"put event on bus bus-push-dev: ThrottlingException: ",
		},
		"nothing is answered": {func(f *fakeAWS) { f.answer = nil },
			"put event on bus bus-push-dev: 0 answers for one event"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			test.breakBus(b.fakeAWS)
			status, message := b.send(t, call("push", pushBody(t, nil)))
			assert.Equal(t, 502, status)
			assert.Equal(t, "the event did not reach the bus: redeliver it", message)
			assert.Equal(t, test.cause, logLine(t, b)["error"])
			assert.Equal(t, "ERROR", logLine(t, b)["level"])
		})
	}
}

func TestTheLogSaysWhatHappenedAndNothingSecret(t *testing.T) {
	t.Parallel()
	b := newBench()
	c := call("push", pushBody(t, nil))
	b.send(t, c)
	line := logLine(t, b)
	delete(line, "time")
	assert.Equal(t, map[string]any{
		"level": "INFO", "msg": "webhook", "status": 202.0, "outcome": "accepted", "requestId": "request-1",
		"event": "push", "delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
		"repository": "octo-org/shop", "ref": "refs/heads/main",
		"after": "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
		"paths": 4.0, "pathsTruncated": false, "eventId": "event-1",
	}, line)

	b.log.Reset()
	c.Headers["x-hub-signature-256"] = "sha256=00ff"
	b.send(t, c)
	assert.Equal(t, "WARN", logLine(t, b)["level"])
	for _, hidden := range []string{secret, "00ff", "Asked for by support", "octo-org"} {
		assert.NotContains(t, b.log.String(), hidden)
	}
}

func logLine(t *testing.T, b *bench) map[string]any {
	t.Helper()
	var line map[string]any
	require.NoError(t, json.Unmarshal(b.log.Bytes(), &line))
	return line
}
