package layers_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

func TestRecover(t *testing.T) {
	t.Parallel()
	lost := []engine.Unfinished{{URN: "urn:lost"}}
	cut := func(t *testing.T) (fixture, func() error) {
		h := deployed(t)
		h.stacks["compute"].locked = true
		h.stacks["compute"].pending = lost
		return h, func() error {
			_, err := h.Recover(t.Context(), func(_ context.Context, layer string, creations []engine.Unfinished) error {
				assert.Equal(t, lost, creations)
				return h.do("undo", layer)
			})
			return err
		}
	}
	t.Run("unlocks, undoes, forgets and refreshes", func(t *testing.T) {
		t.Parallel()
		h, recover := cut(t)
		_, err := h.Refresh(t.Context(), "compute")
		require.EqualError(t, err, "refresh compute: needs recovery")
		h.log = nil
		require.NoError(t, recover())
		assert.Equal(t, []string{
			"unlock foundation", "refresh foundation",
			"unlock compute", "undo compute", "forget compute", "refresh compute",
			"unlock delivery", "refresh delivery",
		}, h.log)
	})
	t.Run("forgets nothing that is not undone", func(t *testing.T) {
		t.Parallel()
		h, recover := cut(t)
		h.fail["undo compute"] = errors.New("no route")
		require.EqualError(t, recover(), "recover compute: no route")
		assert.Equal(t, lost, h.stacks["compute"].pending)
		delete(h.fail, "undo compute")
		h.log = nil
		require.NoError(t, recover())
		assert.Contains(t, h.log, "undo compute")
		assert.Empty(t, h.stacks["compute"].pending)
	})
	t.Run("unlocks a layer that has no stack", func(t *testing.T) {
		t.Parallel()
		h, recover := cut(t)
		h.stacks["compute"].exists = false
		require.NoError(t, recover())
		assert.False(t, h.stacks["compute"].locked)
		assert.NotContains(t, h.log, "refresh compute")
	})
	t.Run("stops at what cannot be done", func(t *testing.T) {
		t.Parallel()
		for _, step := range []string{"unlock", "exists", "pending", "forget", "refresh"} {
			h, recover := cut(t)
			h.fail[step+" compute"] = errors.New("not yours")
			require.EqualError(t, recover(), "recover compute: not yours", step)
			assert.NotContains(t, h.log, "unlock delivery", step)
		}
	})
}
