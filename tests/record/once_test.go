package record_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

const pipelineStarts = `{"pipeline": "p", "execution-id": "run-7", "state": "STARTED"}`

func TestARow(t *testing.T) {
	t.Parallel()
	t.Run("is written once, however often its event is delivered", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		require.NoError(t, b.record(t, wrapped(event("Pipeline", pipelineStarts))))
		first := maps.Clone(b.Rows["run-7 2026-03-01T11:59:58Z#e-1"])
		key := map[string]any{"deploymentId": "run-7", "timestamp": "2026-03-01T11:59:58Z#e-1", "written": true}
		assert.Equal(t, key, b.output)
		require.NoError(t, b.record(t, wrapped(event("Pipeline", pipelineStarts))))
		key["written"] = false
		assert.Equal(t, key, b.output, "who asks whether the row is there learns its key")
		assert.Len(t, b.Rows, 1)
		assert.Equal(t, first, b.Rows["run-7 2026-03-01T11:59:58Z#e-1"])
		assert.Empty(t, b.kept)
	})
	t.Run("is never written over, whatever an event with its id says", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		require.NoError(t, b.record(t, wrapped(event("Pipeline", pipelineStarts))))
		require.NoError(t, b.record(t, wrapped(event("Pipeline",
			`{"pipeline": "p", "execution-id": "run-7", "state": "SUCCEEDED"}`))))
		require.Len(t, b.Rows, 1)
		assert.Equal(t, "STARTED", b.Rows["run-7 2026-03-01T11:59:58Z#e-1"]["state"])
	})
	t.Run("that DynamoDB wrote before the connection broke is taken for written", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		require.NoError(t, b.record(t, wrapped(event("Pipeline", pipelineStarts))))
		b.fails[putItem] = again(1, &asl.Error{Name: "DynamoDB.SdkClientException", Cause: "connection reset"})
		require.NoError(t, b.record(t, wrapped(event("Pipeline", pipelineStarts))))
		assert.Empty(t, b.kept)
	})
	t.Run("outlasts a busy table", func(t *testing.T) {
		t.Parallel()
		b := newBench()
		b.fails[putItem] = again(6, throttled)
		require.NoError(t, b.record(t, wrapped(event("Pipeline", pipelineStarts))))
		assert.Len(t, b.Rows, 1)
		assert.Empty(t, b.kept)
	})
}

var throttled = &asl.Error{Name: "DynamoDB.ThrottlingException", Cause: "rate exceeded"}

func TestTheRecorderFailsOverWhatIsNoEvent(t *testing.T) {
	t.Parallel()
	for _, input := range []string{`{}`, `"x"`, `{"service": "api"}`, `{"service": "api", "event": {"id": "e"}}`} {
		var failed *asl.Error
		require.ErrorAs(t, newBench().record(t, input), &failed)
		assert.Equal(t, "Recorder.NotAnEvent", failed.Name)
	}
}
