package replay_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/replay"
)

func TestDiscard(t *testing.T) {
	t.Parallel()
	queue := func() *place {
		return &place{queue: []replay.Message{kept("m1", "api", "e1"), kept("m2", "api", "e2")}}
	}
	agree := func(string, string) error { return nil }
	t.Run("deletes the one that a person has seen and agreed to lose", func(t *testing.T) {
		t.Parallel()
		p := queue()
		var shown string
		require.NoError(t, replay.Replay{Place: p}.Discard(t.Context(), "m2", func(about, body string) error {
			shown = about + body
			return nil
		}))
		assert.Equal(t, []string{"m2"}, p.erased)
		assert.Equal(t, []string{"m2"}, p.hidden, "the other is given back")
		assert.Contains(t, shown, "m2 api Stage Change")
		assert.Contains(t, shown, `"id":"e2"`)
		assert.Empty(t, p.inputs)
	})
	t.Run("deletes nothing without that", func(t *testing.T) {
		t.Parallel()
		p := queue()
		err := replay.Replay{Place: p}.Discard(t.Context(), "m2", func(string, string) error { return errors.New("no") })
		require.EqualError(t, err, "discard message m2: no")
		assert.Empty(t, p.erased)
		assert.Empty(t, p.hidden)
	})
	t.Run("names a message that is not there", func(t *testing.T) {
		t.Parallel()
		p := queue()
		err := replay.Replay{Place: p}.Discard(t.Context(), "m9", agree)
		require.EqualError(t, err, "the queue has no message \"m9\": `make replay` lists them")
		assert.Empty(t, p.hidden)
	})
	t.Run("gives back what it has read of a queue that fails", func(t *testing.T) {
		t.Parallel()
		p := queue()
		p.reading = errors.New("denied")
		require.EqualError(t, replay.Replay{Place: p}.Discard(t.Context(), "m1", agree), "read the queue: denied")
		assert.Empty(t, p.hidden)
	})
}
