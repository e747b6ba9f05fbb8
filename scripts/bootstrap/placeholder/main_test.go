package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// runtime is the Lambda runtime API with a given number of invocations; when
// they are used up it answers as one that is shutting down.
func runtime(t *testing.T, invocations []string, answers map[string]string, status int) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/2018-06-01/runtime/invocation/")
		if path == "next" {
			if len(invocations) == 0 {
				w.WriteHeader(http.StatusGone)
				return
			}
			w.Header().Set("Lambda-Runtime-Aws-Request-Id", invocations[0])
			invocations = invocations[1:]
			_, _ = io.WriteString(w, `{"an":"event"}`)
			return
		}
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		answers[path] = string(body)
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func TestEveryInvocationIsAnsweredWithNotDeployedYet(t *testing.T) {
	t.Parallel()
	answers := map[string]string{}
	err := serve(t.Context(), runtime(t, []string{"one", "two"}, answers, http.StatusAccepted))
	assert.EqualError(t, err, `ask for invocation: status 410 Gone, request id ""`)
	require.Len(t, answers, 2)
	var response struct {
		StatusCode int               `json:"statusCode"`
		Headers    map[string]string `json:"headers"`
		Body       string            `json:"body"`
	}
	require.NoError(t, json.Unmarshal([]byte(answers["two/response"]), &response))
	assert.Equal(t, 503, response.StatusCode)
	assert.Equal(t, "application/json", response.Headers["content-type"])
	assert.JSONEq(t, `{"message":"not deployed yet"}`, response.Body)
}

// The answer of a function that has worked on a batch would delete it.
func TestABatchIsLeftWhereItIs(t *testing.T) {
	t.Parallel()
	for records, want := range map[string]string{
		`{"messageId": "a"}, {"messageId": "b"}`:                  `{"itemIdentifier": "a"}, {"itemIdentifier": "b"}`,
		`{"eventID": "x", "dynamodb": {"SequenceNumber": "111"}}`: `{"itemIdentifier": "111"}`,
	} {
		assert.JSONEq(t, `{"batchItemFailures": [`+want+`]}`, string(answer([]byte(`{"Records": [`+records+`]}`))))
	}
	for _, event := range []string{
		"", "3", "{}", `{"Records": []}`, `{"Records": [{"EventSource": "aws:sns", "Sns": {"MessageId": "a"}}]}`,
		`{"version": "2.0", "rawPath": "/", "body": "{}"}`,
	} {
		assert.Contains(t, string(answer([]byte(event))), "not deployed yet", event)
	}
}

func TestARefusedAnswerEndsTheProgram(t *testing.T) {
	t.Parallel()
	err := serve(t.Context(), runtime(t, []string{"one"}, map[string]string{}, http.StatusForbidden))
	assert.EqualError(t, err, "answer invocation: status 403 Forbidden")
}

func TestWithoutARuntimeTheProgramEnds(t *testing.T) {
	t.Parallel()
	assert.ErrorContains(t, serve(t.Context(), "127.0.0.1:1"), "ask for invocation: ")
	assert.ErrorContains(t, serve(t.Context(), "not a host"), "ask for invocation: ")
}
