package iostreams

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// Silence is how long nothing is said where no line is rewritten: CI systems end what is
// silent for long, and so do people. A line comes before twenty seconds are over.
const Silence = 18 * time.Second

// BreakSilence has a line written to Err whenever neither stream got one for as long as
// Silence, and nobody is asked. It says what the command is doing, if Doing knows.
func (c *Console) BreakSilence() (stop func()) {
	q := &quiet{since: time.Now()}
	c.Out, c.Err = &heard{q, c.Out}, &heard{q, c.Err}
	begun, done := time.Now(), make(chan struct{})
	go func() {
		second := time.NewTicker(time.Second)
		defer second.Stop()
		for {
			select {
			case <-done:
				return
			case <-second.C:
			}
			if c.asking.Load() {
				q.broken()
			}
			if q.lasts() < Silence {
				continue
			}
			doing := ""
			if c.Doing != nil {
				doing = c.Doing()
			}
			if doing == "" {
				doing = fmt.Sprintf("still at work after %.0f s", time.Since(begun).Seconds())
			}
			c.Line("%s", doing)
		}
	}()
	return func() { close(done) }
}

// quiet is since when nothing has been said.
type quiet struct {
	mu    sync.Mutex
	since time.Time
}

func (q *quiet) broken() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.since = time.Now()
}

func (q *quiet) lasts() time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	return time.Since(q.since)
}

// heard is a stream that breaks the silence.
type heard struct {
	*quiet
	to io.Writer
}

// Write writes on.
func (h *heard) Write(p []byte) (int, error) {
	h.broken()
	return h.to.Write(p)
}
