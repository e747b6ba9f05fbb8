package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatTheRecorderWrites(t *testing.T) { // R6
	t.Parallel()
	s := build(t, "pr-7", tooling, nil, nil)
	t.Run("names who approved, as CodePipeline lists it", func(t *testing.T) {
		require.Zero(t, s.run(t, "push", "--service", "api").Code)
		var approvers []string
		for _, row := range s.rows(t) {
			if row["eventType"] == "APPROVAL" && row["state"] == "SUCCEEDED" {
				approvers = append(approvers, row["actor"])
			}
		}
		assert.Equal(t, []string{"arn:aws:iam::" + tooling + ":user/simulated"}, approvers)
	})
	t.Run("is kept in the queue if the table takes nothing", func(t *testing.T) {
		pushed := s.run(t, "push", "--service", "api", "--fault", "history")
		require.Zero(t, pushed.Code, "a release does not wait for the recorder: %s", pushed.Err)
		assert.Contains(t, pushed.Err,
			"alarm-deadletters-pr-7 fires: what the recorder could not write is in the queue")
		messages, err := s.store.Messages(tooling, "https://sqs.us-east-1.amazonaws.com/"+
			tooling+"/queue-deadletters-pr-7")
		require.NoError(t, err)
		require.NotEmpty(t, messages)
		assert.Contains(t, messages[0].Body, `"service":"api"`)
		assert.Contains(t, messages[0].Attributes["FAILURE"], "FAULT=history")
	})
}
