package iostreams_test

import (
	"bytes"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/iostreams"
)

func TestNobodyWaitsInSilence(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var talk bytes.Buffer
		typed, typing := io.Pipe()
		c := &iostreams.Console{
			In:  typed,
			Out: io.Discard,
			Err: &talk,
		}
		stop := c.BreakSilence()
		after := func(d time.Duration) string {
			talk.Reset()
			time.Sleep(d)
			synctest.Wait()
			return talk.String()
		}
		assert.Equal(t, "still at work after 18 s\n", after(19*time.Second))
		assert.Equal(t, "still at work after 36 s\n", after(18*time.Second))
		c.Print("data")
		assert.Empty(t, after(17*time.Second), "somebody has just said something")
		assert.NotEmpty(t, after(2*time.Second))
		c.Doing = func() string { return "compute  deploying" }
		assert.Equal(t, "compute  deploying\n", after(18*time.Second))

		c.Terminal = true // one that cannot move its cursor
		answered := make(chan error)
		go func() { answered <- c.Confirm("Sure?") }()
		assert.Equal(t, "Sure? [y/N] ", after(time.Minute), "who is asked is not urged")
		_, err := typing.Write([]byte("y\n"))
		require.NoError(t, err)
		require.NoError(t, <-answered)
		assert.NotEmpty(t, after(20*time.Second))
		stop()
		assert.Empty(t, after(time.Minute))
	})
}
