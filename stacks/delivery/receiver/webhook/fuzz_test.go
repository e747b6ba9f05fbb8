package webhook_test

import (
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"slipway/stacks/delivery/receiver/pushevent"
)

// FuzzHandle: whatever comes in, the handler answers, puts nothing without a
// valid signature, and puts nothing that EventBridge would refuse.
func FuzzHandle(f *testing.F) {
	f.Add("POST", "push", vectorSignature, vectorBody, false, false)
	f.Add("POST", "ping", vectorSignature, vectorBody, false, false)
	f.Add("POST", "push", "sha256=", `{"ref":"refs/heads/main"}`, true, false)
	f.Add("POST", "push", "",
		`{"ref":"r","after":"a","before":"b","repository":{"full_name":"o/n"},"commits":[{"added":["x"]}]}`, false, true)
	f.Add("POST", "push", "",
		`{"ref":"r","after":"a","before":"b","repository":{"full_name":"o/n"},"forced":true}`, true, true)
	f.Add("GET", "", "sha256=zz", "", true, false)
	f.Fuzz(func(t *testing.T, method, event, signature, body string, encoded, honest bool) {
		b := newBench()
		request := events.APIGatewayV2HTTPRequest{
			Body:            body,
			IsBase64Encoded: encoded,
			Headers: map[string]string{
				"x-github-event": event, "x-hub-signature-256": signature, "content-type": "application/json",
			},
		}
		if encoded && honest {
			request.Body = base64.StdEncoding.EncodeToString([]byte(body))
		}
		if honest {
			request.Headers["x-hub-signature-256"] = sign(secret, body)
		}
		request.RequestContext.HTTP.Method = method

		response, err := b.handler.Handle(t.Context(), request)
		if err != nil || response.StatusCode < 200 || response.StatusCode > 599 || !json.Valid([]byte(response.Body)) {
			t.Fatalf("answer %+v, error %v", response, err)
		}
		raw := body
		if encoded && !honest {
			decoded, _ := base64.StdEncoding.DecodeString(body)
			raw = string(decoded)
		}
		if len(b.entries) > 0 && request.Headers["x-hub-signature-256"] != sign(secret, raw) {
			t.Fatalf("an event was put without a valid signature: %+v", request)
		}
		for _, entry := range b.entries {
			if response.StatusCode != 202 || len(*entry.Detail) > pushevent.MaxDetailBytes ||
				!json.Valid([]byte(*entry.Detail)) {
				t.Fatalf("status %d with entry %s", response.StatusCode, *entry.Detail)
			}
		}
	})
}
