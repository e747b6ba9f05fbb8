package logs_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	simulated "slipway/scripts/localaws/logs"
	"slipway/scripts/localaws/store"
	"slipway/scripts/operate/logs"
)

func texts(lines []logs.Line) []string {
	var all []string
	for _, line := range lines {
		all = append(all, line.Text)
	}
	return all
}

func TestTheSimulatedAccountIsReadLikeAWS(t *testing.T) {
	t.Parallel()
	s := logs.Simulated{Store: store.Open(t.TempDir()), Account: "123456789012"}
	add := func(stream, text string, at time.Time) {
		require.NoError(t, simulated.Append(s.Store, s.Account, "g", simulated.Event{
			At:      at,
			Stream:  stream,
			Message: text,
		}))
	}
	empty, err := logs.Stream{Groups: s, Name: "g"}.Read(t.Context(), time.Time{})
	require.NoError(t, err)
	assert.Empty(t, empty)
	add("a", "one", noon)
	add("b", "two", noon.Add(time.Minute))
	all, err := s.Lines(t.Context(), logs.Query{Group: "g", From: noon.Add(time.Second)})
	require.NoError(t, err)
	assert.Equal(t, []string{"two"}, texts(all))
	all, err = s.Lines(t.Context(), logs.Query{Group: "g", To: noon.Add(time.Minute)})
	require.NoError(t, err)
	assert.Equal(t, []string{"one"}, texts(all))
	last, err := logs.Stream{Groups: s, Name: "g"}.Read(t.Context(), time.Time{})
	require.NoError(t, err)
	assert.Equal(t, "g b", last.Of)
	named, err := logs.Stream{
		Groups: s,
		Name:   "g",
		Begin:  "a",
	}.Read(t.Context(), time.Time{})
	require.NoError(t, err)
	assert.Equal(t, []string{"one"}, texts(named.Lines))
}

// growing is a log that has more lines each time that it is read.
type growing struct {
	reads []time.Time
	ends  int
	err   error
}

func (g *growing) Read(_ context.Context, from time.Time) (logs.Log, error) {
	g.reads = append(g.reads, from)
	log := logs.Log{Ended: len(g.reads) == g.ends}
	for i := range len(g.reads) {
		at := noon.Add(time.Duration(i) * time.Minute)
		if !at.Before(from) {
			log.Lines = append(log.Lines, logs.Line{
				At:   at,
				Text: at.Format("15:04"),
				ID:   at.String(),
			})
		}
	}
	return log, g.err
}

func TestEachLineIsFollowedOnce(t *testing.T) {
	t.Parallel()
	waits := func(context.Context) error { return nil }
	var got []string
	each := func(lines []logs.Line) error {
		got = append(got, texts(lines)...)
		return nil
	}
	g := &growing{ends: 3}
	require.NoError(t, logs.Follow(t.Context(), g, noon, waits, each))
	assert.Equal(t, []string{"12:00", "12:01", "12:02"}, got)
	assert.Equal(t, []time.Time{noon, noon, noon.Add(30 * time.Second)}, g.reads, "half a minute is read again")
	t.Run("until somebody has seen enough, which is no error", func(t *testing.T) {
		stops := func(context.Context) error { return context.Canceled }
		assert.NoError(t, logs.Follow(t.Context(), &growing{}, noon, stops, each))
	})
	t.Run("or it cannot be read", func(t *testing.T) {
		assert.EqualError(t, logs.Follow(t.Context(), &growing{err: errors.New("no")}, noon, waits, each), "no")
	})
}

func TestALineDoesNothingToATerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, logs.Print(&out, []logs.Line{
		{At: noon, Text: "\x1b[31mred\x1b[0m\x07 bell\ttab\r\n"},
		{
			At:   noon,
			Text: "answered",
			From: "2026/11/27/[3]8476a536",
		},
	}))
	assert.Equal(t, "2026-11-27T12:00:00Z  red bell\ttab\n2026-11-27T12:00:00Z  [3]  answered\n", out.String())
}
