package webhook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/require"
)

// sign is GitHub's side of the signature.
func sign(key, body string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// call is a call as API Gateway passes it on, signed with the secret.
func call(event, body string) events.APIGatewayV2HTTPRequest {
	request := events.APIGatewayV2HTTPRequest{
		Headers: map[string]string{
			"content-type":        "application/json",
			"x-github-event":      event,
			"x-github-delivery":   "72d3162e-cc78-11e3-81ab-4c9367dc0958",
			"x-hub-signature-256": sign(secret, body),
		},
		Body: body,
	}
	request.RequestContext.HTTP.Method = "POST"
	request.RequestContext.RequestID = "request-1"
	return request
}

// pushBody is a push payload in the shape GitHub documents, with changes.
func pushBody(t *testing.T, change func(payload map[string]any)) string {
	t.Helper()
	payload := map[string]any{
		"ref":    "refs/heads/main",
		"before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
		"after":  "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
		"repository": map[string]any{
			"id": 186853002, "name": "shop", "full_name": "octo-org/shop", "private": true,
		},
		"pusher":  map[string]any{"name": "mona", "email": "mona@example.com"},
		"created": false, "deleted": false, "forced": false,
		"head_commit": map[string]any{
			"id":      "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
			"message": "Show prices with tax\n\nAsked for by support.",
		},
		"commits": []any{map[string]any{
			"id":       "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
			"added":    []any{"services/api/tax.js"},
			"modified": []any{"services/api/index.js", "README.md"},
			"removed":  []any{"services/api/old.js"},
		}},
	}
	if change != nil {
		change(payload)
	}
	body, err := json.Marshal(payload)
	require.NoError(t, err)
	return string(body)
}
