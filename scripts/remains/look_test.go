package remains_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/remains"
)

// kept is an account that holds what works by itself, or what is on its way out.
func kept(going bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		if form, err := url.ParseQuery(string(body)); err == nil && call == "" {
			call = form.Get("Action")
		}
		answers := map[string]string{
			"GetTopicAttributes":   "<GetTopicAttributesResponse><GetTopicAttributesResult/></GetTopicAttributesResponse>",
			"GetQueueUrl":          `{"QueueUrl": "https://sqs/queue"}`,
			"DescribeSecret":       `{"ARN": "arn:secret"}`,
			"DescribeStateMachine": `{"status": "ACTIVE"}`,
		}
		if going {
			answers = map[string]string{
				"DescribeSecret":       `{"ARN": "arn:secret", "DeletedDate": 1.7e9}`,
				"DescribeStateMachine": `{"status": "DELETING"}`,
			}
		}
		if strings.HasSuffix(r.URL.Path, "/DescribeAlarms") { // in CBOR: {"MetricAlarms": [{}]} or []
			w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
			w.Header().Set("Content-Type", "application/cbor")
			_, _ = io.WriteString(w, "\xa1\x6cMetricAlarms"+map[bool]string{false: "\x81\xa0", true: "\x80"}[going])
			return
		}
		if answer, there := answers[call]; there {
			_, _ = io.WriteString(w, answer)
			return
		}
		code := map[string]string{"GetQueueUrl": "QueueDoesNotExist"}[call]
		if code == "" {
			code = "ResourceNotFoundException"
		}
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(http.StatusNotFound)
		if call == "GetTopicAttributes" {
			_, _ = io.WriteString(w, "<ErrorResponse><Error><Code>NotFound</Code></Error></ErrorResponse>")
			return
		}
		_, _ = io.WriteString(w, `{"__type": "`+code+`"}`)
	}
}

func TestWhatWorksByItself(t *testing.T) {
	t.Parallel()
	found, unseen, err := account(t, kept(false)).Things(t.Context())
	require.NoError(t, err)
	assert.Empty(t, unseen)
	var ids []string
	for _, thing := range found {
		ids = append(ids, thing.ID)
	}
	assert.ElementsMatch(t, []string{
		"topic-deployments-dev", "sfn-release-api-dev", "alarm-errors-api-dev", "alarm-failed-api-dev", "sfn-recorder-dev",
		"sfn-start-dev", "queue-deadletters-dev", "secret-webhook-dev",
	}, ids)

	found, unseen, err = account(t, kept(true)).Things(t.Context())
	require.NoError(t, err)
	assert.Empty(t, unseen)
	assert.Equal(t, []remains.Thing(nil), found, "what is on its way out is gone")
}
