package layers_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPreviewsGoOnBesideEachOther(t *testing.T) {
	t.Parallel()
	t.Run("and are told in turn", func(t *testing.T) {
		t.Parallel()
		h := newFixture(t, nil)
		later := make(chan struct{})
		h.stacks["delivery"].meanwhile = func(context.Context) error { close(later); return nil }
		h.stacks["foundation"].meanwhile = func(context.Context) error { <-later; return nil }
		_, err := h.Preview(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{
			"preview foundation", "foundation create foundation", "foundation done",
			"preview compute", "compute create compute", "compute done",
			"preview delivery", "delivery create delivery", "delivery done",
		}, h.heard.heard)
	})
	t.Run("until one fails, and all are over before the drafts go", func(t *testing.T) {
		t.Parallel()
		h := newFixture(t, nil)
		stopped := false
		h.stacks["delivery"].meanwhile = func(ctx context.Context) error {
			<-ctx.Done()
			stopped = true
			return ctx.Err()
		}
		h.stacks["foundation"].meanwhile = func(context.Context) error { return errors.New("no such region") }
		report, err := h.Preview(t.Context())
		require.EqualError(t, err, "preview foundation: no such region")
		assert.True(t, stopped)
		assert.Equal(t, []string{"foundation: failed", "compute: not started", "delivery: not started"}, statuses(report))
		assert.Equal(t, []string{
			"preview foundation", "foundation create foundation", "foundation failed",
		}, h.heard.heard)
	})
}
