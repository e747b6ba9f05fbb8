package webhook_test

import (
	"encoding/base64"
	"encoding/json"
	"testing"
	"time"

	"slipway/stacks/delivery/receiver/webhook"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

func TestTheRepositoryIsComparedAsGitHubDoes(t *testing.T) {
	t.Parallel()
	named := func(name string) string {
		return pushBody(t, func(p map[string]any) { p["repository"] = map[string]any{"full_name": name} })
	}
	b := newBench()
	status, _ := b.send(t, call("push", named("Octo-Org/Shop")))
	assert.Equal(t, 202, status)
	assert.Equal(t, "octo-org/shop", b.detail(t).Repository.FullName, "the rules know it as the setting has it")

	b = newBench()
	status, message := b.send(t, call("push", named("octo-org/store")))
	assert.Equal(t, 422, status)
	assert.Equal(t, "nothing is built for this repository: the setting repository of slipway-delivery is octo-org/shop; "+
		"correct it if the repository was renamed, or remove this webhook", message)
	assert.Empty(t, b.entries)

	b = newBench()
	b.handler = webhook.NewHandler(webhook.Settings{BusName: busName, SecretARN: secretARN}, b, b, b.log, time.Now)
	status, _ = b.send(t, call("push", named("octo-org/store")))
	assert.Equal(t, 202, status, "without the setting the rules alone decide")
}

func TestTheBranchIsComparedAsGitHubDoes(t *testing.T) {
	t.Parallel()
	for ref, want := range map[string]int{
		"refs/heads/main":    202,
		"refs/heads/Main":    422,
		"refs/heads/MAIN":    422,
		"refs/heads/main-2":  202, // another branch, which no rule takes
		"refs/heads/a/main":  202,
		"refs/tags/Main":     202,
		"refs/heads/feature": 202,
	} {
		b := newBench()
		status, message := b.send(t, call("push", pushBody(t, func(p map[string]any) { p["ref"] = ref })))
		assert.Equal(t, want, status, ref)
		if want == 422 {
			assert.Equal(t, "nothing is built for this branch: the setting branch of slipway-delivery is main, in other "+
				"letters; correct it, or rename the branch", message)
			assert.Empty(t, b.entries)
			assert.Equal(t, ref, logLine(t, b)["ref"])
		}
	}
}
