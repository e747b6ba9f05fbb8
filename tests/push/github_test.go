package push_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiver/webhook"
)

// pushed is the commit that GitHub reports.
const pushed = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c"

const zeros = "0000000000000000000000000000000000000000"

// aws is a fake of Secrets Manager and of the bus.
type aws struct{ entries []types.PutEventsRequestEntry }

var secret = "It's a Secret to Everybody"

// GetSecretValue returns the webhook's secret.
func (*aws) GetSecretValue(
	context.Context, *secretsmanager.GetSecretValueInput, ...func(*secretsmanager.Options),
) (*secretsmanager.GetSecretValueOutput, error) {
	return &secretsmanager.GetSecretValueOutput{SecretString: &secret}, nil
}

// PutEvents keeps what was put.
func (a *aws) PutEvents(
	_ context.Context, in *eventbridge.PutEventsInput, _ ...func(*eventbridge.Options),
) (*eventbridge.PutEventsOutput, error) {
	a.entries = append(a.entries, in.Entries...)
	id := "event-1"
	return &eventbridge.PutEventsOutput{Entries: []types.PutEventsResultEntry{{EventId: &id}}}, nil
}

// calls sends what GitHub sends for an event through the receiver and returns the
// status and the events that are on the bus afterwards, as rules see them.
func calls(t *testing.T, event, key string, payload any) (status int, onBus []map[string]any) {
	t.Helper()
	body, err := json.Marshal(payload)
	require.NoError(t, err)
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	call := events.APIGatewayV2HTTPRequest{Body: string(body), Headers: map[string]string{
		"content-type": "application/json", "user-agent": "GitHub-Hookshot/044aadd",
		"x-github-event": event, "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
		"x-hub-signature-256": "sha256=" + hex.EncodeToString(mac.Sum(nil)),
	}}
	call.RequestContext.HTTP.Method = "POST"

	cloud := &aws{}
	handler := webhook.NewHandler(webhook.Settings{
		BusName:    "bus-github-dev",
		SecretARN:  "arn",
		Repository: "octo-org/shop",
		Branch:     "main",
	}, cloud, cloud, io.Discard, time.Now)
	answer, err := handler.Handle(t.Context(), call)
	require.NoError(t, err)
	for _, entry := range cloud.entries {
		require.Equal(t, "bus-github-dev", *entry.EventBusName)
		onBus = append(onBus, map[string]any{
			"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "account": "111122223333", "region": "us-east-1",
			"time": "2026-03-01T12:00:00Z", "resources": []any{},
			"source": *entry.Source, "detail-type": *entry.DetailType, "detail": decoded(t, *entry.Detail),
		})
	}
	return answer.StatusCode, onBus
}

// push is GitHub's payload for a push of one commit to main that changes files
// (GitHub webhook documentation, event push), with changes.
func push(files []string, changes ...func(map[string]any)) map[string]any {
	commit := map[string]any{
		"id": pushed, "tree_id": "f9d2a07e9488b91af2641b26b9407fe22a451433", "distinct": true,
		"message": "Show prices with tax\n\nAsked for by support.", "timestamp": "2026-03-01T13:00:00+01:00",
		"url":    "https://github.com/octo-org/shop/commit/" + pushed,
		"author": map[string]any{"name": "Mona", "email": "mona@example.com", "username": "mona"},
		"added":  []string{}, "removed": []string{}, "modified": files,
	}
	payload := map[string]any{
		"ref": "refs/heads/main", "before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246", "after": pushed,
		"repository": map[string]any{
			"id": 186853002, "name": "shop", "full_name": "octo-org/shop", "private": true,
			"owner": map[string]any{"name": "octo-org", "login": "octo-org"}, "default_branch": "main", "master_branch": "main",
		},
		"pusher": map[string]any{
			"name":  "mona",
			"email": "mona@example.com",
		}, "sender": map[string]any{"login": "mona", "id": 21031067},
		"created": false, "deleted": false, "forced": false, "base_ref": nil,
		"compare": "https://github.com/octo-org/shop/compare/6113728f27ae...0d1a26e67d8f",
		"commits": []any{commit}, "head_commit": commit,
	}
	for _, change := range changes {
		change(payload)
	}
	return payload
}

// to pushes to another ref.
func to(ref string) func(map[string]any) { return func(p map[string]any) { p["ref"] = ref } }

// in pushes to another repository.
func in(fullName string) func(map[string]any) {
	return func(p map[string]any) { p["repository"].(map[string]any)["full_name"] = fullName }
}

// deleted deletes the ref.
func deleted(p map[string]any) {
	p["deleted"], p["after"], p["head_commit"], p["commits"] = true, zeros, nil, []any{}
}

// created makes the ref, on a commit that the repository has already.
func created(p map[string]any) { p["created"], p["before"], p["commits"] = true, zeros, []any{} }

// forced replaces commits.
func forced(p map[string]any) { p["forced"] = true }

// made makes the ref, with a commit.
func made(p map[string]any) { p["created"], p["before"] = true, zeros }

// unlisted adds a commit that is too large for its files to be listed.
func unlisted(p map[string]any) {
	none := []string{}
	p["commits"] = append(p["commits"].([]any), map[string]any{
		"id":       pushed,
		"added":    none,
		"modified": none,
		"removed":  none,
	})
}

// at is what the ref points to afterwards, in the payload's word.
func at(commit string) func(map[string]any) { return func(p map[string]any) { p["after"] = commit } }
