package record_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/sqs"
)

func TestAnEventThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	input := wrapped(event("Pipeline", pipelineStarts))
	t.Run("is kept as it came, with the reason", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.fails[putItem] = again(7, throttled)
		require.NoError(t, b.record(t, input), "it is not lost: the queue's alarm tells")
		assert.Empty(t, b.Rows)
		require.Len(t, b.kept, 1)
		assert.JSONEq(t, input, b.kept[0].body)
		assert.JSONEq(t, `{"Error": "DynamoDB.ThrottlingException", "Cause": "rate exceeded"}`,
			b.kept[0].attributes["FAILURE"])
		assert.Contains(t, b.kept[0].attributes["EXECUTION"], "sfn-recorder-dev")
	})
	t.Run("is written when what was kept is replayed", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.fails[putItem] = again(7, throttled)
		require.NoError(t, b.record(t, input))
		require.NoError(t, b.record(t, replayed(t, b.kept[0].body)))
		assert.Len(t, b.Rows, 1)
		assert.Equal(t, "api", b.Rows["run-7 2026-03-01T11:59:58Z#e-1"]["service"])
		assert.Equal(t, map[string]any{
			"deploymentId": "run-7",
			"timestamp":    "2026-03-01T11:59:58Z#e-1",
			"written":      true,
		}, b.output)
	})
	t.Run("in a replay is not kept a second time", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.fails[putItem] = again(7, throttled)
		var failed *asl.Error
		require.ErrorAs(t, b.record(t, replayed(t, input)), &failed)
		assert.Equal(t, "DynamoDB.ThrottlingException", failed.Name)
		assert.Contains(t, failed.Cause, "rate exceeded")
		assert.Empty(t, b.kept)
	})
	t.Run("fails the recorder if the queue takes it neither, so that its alarm fires", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.fails[putItem] = again(7, throttled)
		b.fails[sqs.Resource] = again(3, &asl.Error{Name: "SQS.AmazonSQSException", Cause: "unavailable"})
		require.EqualError(t, b.record(t, input), "SQS.AmazonSQSException: unavailable")
	})
	t.Run("outlasts a queue that fails for a moment", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.fails[putItem] = again(7, throttled)
		b.fails[sqs.Resource] = again(2, &asl.Error{Name: "SQS.AmazonSQSException", Cause: "unavailable"})
		require.NoError(t, b.record(t, input))
		assert.Len(t, b.kept, 1)
	})
}

// replayed is an input as the replay of a message gives it.
func replayed(t *testing.T, body string) string {
	t.Helper()
	var input map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &input))
	input["replayOf"] = "message-1"
	text, err := json.Marshal(input)
	require.NoError(t, err)
	return string(text)
}

// An Express execution ends after five minutes, wherever it is, and no state can catch
// that (Step Functions Developer Guide, service-quotas). Calls that hang until their
// time-out are the longest way.
func TestTheLongestWayIntoTheQueueEndsBeforeAnExpressExecutionDoes(t *testing.T) {
	t.Parallel()
	b := newBench()
	hangs := func(resource string, times int, each time.Duration) {
		for range times {
			b.fails[resource] = append(b.fails[resource], hung{each})
		}
	}
	hangs(codepipeline.Resource, 4, 5*time.Second)
	hangs(putItem, 7, 10*time.Second)
	hangs(sqs.Resource, 2, 10*time.Second)
	require.NoError(t, b.record(t, wrapped(answer("SUCCEEDED"))))
	assert.Len(t, b.kept, 1)
	assert.Empty(t, strings.Join(left(b), " "), "every call was used")
	assert.Less(t, b.took+10*time.Second, 5*time.Minute)
	assert.Greater(t, b.took, 2*time.Minute, "the time of calls that hang is counted")
}
