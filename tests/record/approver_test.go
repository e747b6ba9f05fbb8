package record_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/codepipeline"
)

const alice = "arn:aws:sts::123456789012:assumed-role/developer/alice"

// answer is the event of an approval that was answered. It does not say by whom.
func answer(state string) string {
	return event("Action", `{"pipeline": "pipeline-api-dev", "execution-id": "run-7", "stage": "Manual-Approval", `+
		`"action": "Approve", "action-execution-id": "approval-2", "state": "`+state+`", "type": {"owner": "AWS", `+
		`"category": "Approval", "provider": "Manual", "version": "1"}}`)
}

// listed are the actions of the execution: an approval that was rejected, and the one
// that was tried again.
func listed(status, by string) []codepipeline.Action {
	action := func(id, category, status, by string) codepipeline.Action {
		return codepipeline.Action{
			Pipeline:  "pipeline-api-dev",
			Execution: "run-7",
			ID:        id,
			Category:  category,
			Status:    status,
			UpdatedBy: by,
		}
	}
	return []codepipeline.Action{
		action("source-1", "Source", "Succeeded", ""),
		action("approval-1", "Approval", "Failed", "arn:aws:iam::123456789012:user/bob"),
		action("approval-2", "Approval", status, by),
		action("release-1", "Invoke", "InProgress", ""),
	}
}

func TestWhoApproved(t *testing.T) { // R6
	t.Parallel()
	row := func(t *testing.T, b *bench, state string) map[string]string {
		t.Helper()
		require.NoError(t, b.record(t, wrapped(answer(state))))
		row := b.Rows["run-7 2026-03-01T11:59:58Z#e-1"]
		require.NotNil(t, row)
		assert.Equal(t, "APPROVAL", row["eventType"])
		return row
	}
	t.Run("is taken from CodePipeline's list, for the approval that the event names", func(t *testing.T) {
		t.Parallel()
		for state, status := range map[string]string{"SUCCEEDED": "Succeeded", "FAILED": "Failed"} {
			b := newBench()
			b.actions = listed(status, alice)
			assert.Equal(t, alice, row(t, b, state)["actor"])
			assert.Equal(t, 1, b.asked)
		}
	})
	t.Run("is asked again while the list is behind the event", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.actions, b.lag = listed("Succeeded", alice), 2
		assert.Equal(t, alice, row(t, b, "SUCCEEDED")["actor"])
		assert.Equal(t, 3, b.asked)
	})
	t.Run("is asked again after an error", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.actions = listed("Succeeded", alice)
		b.fails[codepipeline.Resource] = again(3, &asl.Error{Name: "CodePipeline.CodePipelineException", Cause: "throttled"})
		assert.Equal(t, alice, row(t, b, "SUCCEEDED")["actor"])
	})
	t.Run("is unknown, in a row all the same, if the list never says", func(t *testing.T) {
		t.Parallel()
		for name, prepare := range map[string]func(*bench){
			"no list":        func(b *bench) { b.lag = 100 },
			"no user":        func(b *bench) { b.actions = listed("Succeeded", "") },
			"still waiting":  func(b *bench) { b.actions = listed("InProgress", alice) },
			"nothing but no": func(b *bench) { b.fails[codepipeline.Resource] = again(4, throttled) },
		} {
			b := newBench()
			prepare(b)
			assert.Equal(t, "unknown", row(t, b, "SUCCEEDED")["actor"], name)
		}
	})
	t.Run("is not asked before anybody answered", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.actions = listed("InProgress", "")
		assert.Equal(t, "none", row(t, b, "STARTED")["actor"])
		assert.Zero(t, b.asked)
	})
}
