package kill_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A state that cannot be saved ends the run after half a minute, however much is under way,
// and what to do is said. Meanwhile the run is at work: nobody recovers beside it.
func TestAStateThatCannotBeSavedEndsTheRun(t *testing.T) {
	t.Parallel()
	deployed := newSite(t, command(t))
	deployed.must(t, "deploy-all")
	for _, words := range []string{"deploy-all", "destroy-all"} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			s := deployed.like(t)
			s.set(t, two)
			s.vars["SLIPWAY_LOCAL_LATENCY"] = "100ms"
			p := s.begin(t, words)
			s.after(t, p, s.changes()+3)
			limit(t, p, 1024)
			p.says(t, "the state cannot be saved, which is tried again for 20s: ")
			other := s.run(t, "recover")
			assert.NotZero(t, other.code)
			assert.Contains(t, other.text, ", which is still at work: wait for it to end", "%s", other)
			o := p.end(t)
			assert.Less(t, o.took, 55*time.Second, "one time of trying: %s", o)
			assert.NotZero(t, o.code)
			assert.Contains(t, o.text, "stopped, because the state could not be saved for 20s (", "%s", o)
			assert.Contains(t, o.text,
				"): make room first, on the disk or in the quota; before anything else, run `make recover ENV=local`\n", "%s", o)
			s.vars["SLIPWAY_LOCAL_LATENCY"] = ""
			s.must(t, "recover")
			s.consistent(t)
		})
	}
}

// says waits until the command has said something.
func (p *process) says(t testing.TB, what string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !strings.Contains(p.talk.String(), what); time.Sleep(time.Millisecond) {
		require.True(t, time.Now().Before(deadline), "not said: %s\n%s", what, p.talk)
	}
}
