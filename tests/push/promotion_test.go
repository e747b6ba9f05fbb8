package push_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/codepipeline"
)

// released is what the starter gets of an execution of a release machine that succeeded,
// as Step Functions reports it: the input is a text (Step Functions Developer Guide,
// eventbridge-integration).
func released(input string) map[string]any {
	return map[string]any{
		"service":  "api",
		"pipeline": "pipeline-api-dev",
		"event": map[string]any{
			"source": "aws.states",
			"time":   "2026-03-01T12:00:00Z",
			"detail": map[string]any{
				"name":         "f0e1d2c3-0000-4000-8000-000000000000",
				"status":       "SUCCEEDED",
				"input":        input,
				"inputDetails": map[string]any{"included": true},
			},
		},
	}
}

func TestStarterOfPromotions(t *testing.T) {
	t.Parallel()
	t.Run("starts the pipeline with the commit that was released, once an execution", func(t *testing.T) {
		t.Parallel()
		p := &pipelines{}
		ended, _, err := p.startsFor(t, time.Second, released(`{"deploymentId": "f0e1", "commit": "`+pushed+
			`", "digest": "sha256:aa"}`))
		require.NoError(t, err)
		assert.Equal(t, "Started", ended)
		assert.Equal(t, []codepipeline.Start{{
			Pipeline: "pipeline-api-dev",
			Action:   "Source",
			Commit:   pushed,
			Token:    "f0e1d2c3-0000-4000-8000-000000000000-api",
		}}, p.asked)
	})
	t.Run("keeps what it cannot start", func(t *testing.T) {
		t.Parallel()
		p := &pipelines{fails: map[string][]error{codepipeline.StartResource: refused(5)}}
		ended, _, err := p.startsFor(t, time.Second, released(`{"commit": "`+pushed+`", "digest": "sha256:aa"}`))
		require.NoError(t, err)
		assert.Equal(t, "Kept", ended)
		assert.Contains(t, p.kept[0], pushed)
	})
	for what, input := range map[string]string{
		"a rollback":                     `{"rollbackTo": "3", "commit": "` + pushed + `"}`,
		"a release of settings":          `{"commit": "` + pushed + `", "digest": "sha256:aa", "settings": "yes"}`,
		"an undo":                        `{"undoOf": "f0e1"}`,
		"a release of an unknown commit": `{"commit": "", "digest": "sha256:aa"}`,
	} {
		t.Run("starts nothing for "+what, func(t *testing.T) {
			t.Parallel()
			p := &pipelines{}
			ended, _, err := p.startsFor(t, time.Second, released(input))
			require.NoError(t, err)
			assert.Equal(t, "NothingToPromote", ended)
			assert.Empty(t, p.asked)
			assert.Empty(t, p.kept)
		})
	}
}
