package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

func (s *site) deadLetters() string {
	return "https://sqs.us-east-1.amazonaws.com/" + tooling + "/queue-deadletters-" + s.env
}

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
			"alarm-deadletters-pr-7 fires: what the recorder could not write is in the queue; "+
				"`make replay ENV=pr-7` writes it")
		messages, err := s.store.Messages(tooling, s.deadLetters())
		require.NoError(t, err)
		require.NotEmpty(t, messages)
		assert.Contains(t, messages[0].Body, `"service":"api"`)
		assert.Contains(t, messages[0].Attributes["FAILURE"], "FAULT=history")
	})
	t.Run("is written by a replay, once", func(t *testing.T) {
		before := len(s.rows(t))
		kept, err := s.store.Messages(tooling, s.deadLetters())
		require.NoError(t, err)
		r := s.run(t, "replay")
		require.Zero(t, r.Code, r.Err)
		assert.Regexp(t, `^message-000001 api CodePipeline Pipeline Execution State Change STARTED at \S+: written\n`, r.Out)
		assert.Contains(t, r.Out, ": was there already\n", "each event came twice")
		assert.Regexp(t, `^queue-deadletters-pr-7: \d+ written, \d+ there already, 0 left in the queue$`, lastLine(r))
		assert.Len(t, s.rows(t), before+len(kept)/2)
		r = s.run(t, "replay")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, "queue-deadletters-pr-7: nothing is in the queue", lastLine(r))
	})
	t.Run("stays in the queue if it cannot be written, until a person discards it", func(t *testing.T) {
		require.NoError(t, s.store.SendMessage(tooling, s.deadLetters(), store.Message{
			Body:       `{"id": "e-1", "detail": {"after": "c0ffee"}}`,
			Attributes: map[string]string{"RULE_ARN": "arn:aws:events:us-east-1:1:rule/bus-github-pr-7/rule-push-api-pr-7"},
		}))
		r := s.run(t, "replay")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Out, "message-000001 api: stays in the queue: the push of c0ffee started no pipeline. "+
			"If it is wanted still: `make start ENV=pr-7 SERVICE=api COMMIT=c0ffee`")
		assert.Equal(t, "error: 1 of the messages of queue-deadletters-pr-7 could not be written; the reasons are above",
			lastLine(r))
		assert.Equal(t, 1, s.run(t, "replay", "--discard", "message-7").Code)
		r = s.run(t, "replay", "--discard", "message-000001")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, `"after": "c0ffee"`)
		assert.Equal(t, "queue-deadletters-pr-7: nothing is in the queue", lastLine(s.run(t, "replay")))
	})
}
