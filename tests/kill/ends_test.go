package kill_test

import (
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// after waits until the simulated AWS has been asked for n changes.
func (s *site) after(t testing.TB, p *process, n int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); s.changes() < n; time.Sleep(time.Millisecond) {
		require.True(t, time.Now().Before(deadline), "AWS was asked %d times, not %d:\n%s", s.changes(), n, p.talk)
	}
}

// The end of a terminal, and the end of whoever reads, are interrupts: what is under
// way finishes and is saved, nothing is left locked or unknown, and the next run goes on.
func TestWhatIsUnderWayFinishes(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*process){
		"when the terminal is closed": func(p *process) { p.all(syscall.SIGHUP) },
		"when the terminal's end is told twice": func(p *process) {
			p.all(syscall.SIGHUP)
			time.Sleep(10 * time.Millisecond)
			p.all(syscall.SIGHUP)
		},
		"when a shell and make pass on the same request": func(p *process) {
			p.all(syscall.SIGTERM)
			p.one(syscall.SIGTERM)
		},
		"when nobody reads any more": func(p *process) { p.leave() },
		"when an interrupt ends the reader first": func(p *process) {
			p.leave()
			p.all(syscall.SIGINT)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, command(t))
			s.vars["SLIPWAY_LOCAL_LATENCY"] = "200ms"
			p := s.begin(t, "deploy-all")
			s.after(t, p, 4)
			end(p)
			o := p.end(t)
			assert.Equal(t, 130, o.code, "%s", o)
			assert.NotContains(t, o.text, "Stopping at once")
			s.vars["SLIPWAY_LOCAL_LATENCY"] = ""
			assert.Less(t, s.changes(), 34, "it stopped before the layer was done")
			o = s.run(t, "deploy", "--layer", "foundation")
			assert.Zero(t, o.code, "nothing to recover: %s", o)
			s.consistent(t)
		})
	}
}
