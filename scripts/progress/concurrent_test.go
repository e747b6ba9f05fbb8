package progress_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/progress"
)

func TestTheSecondsMoveWhileNothingElseDoes(t *testing.T) {
	t.Parallel()
	drawn := make(chan string, 100)
	at := clock()
	p := progress.NewProgress(writer(func(text string) {
		select {
		case drawn <- text:
		default:
		}
	}), true, at)
	p.Begin("foundation", "deploy")
	assert.Contains(t, <-drawn, "0.5 s")
	assert.Contains(t, <-drawn, "1.0 s", "drawn again without an event")
	p.End(layers.Outcome{Layer: "foundation", Status: layers.Done})
}

// writer is a function as a stream.
type writer func(string)

func (w writer) Write(p []byte) (int, error) {
	w(string(p))
	return len(p), nil
}

// The engine reports from several goroutines.
func TestManyMayReportAtOnce(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, true, frozen)
	p.Begin("foundation", "deploy")
	var running sync.WaitGroup
	for n := range 20 {
		running.Go(func() {
			for _, kind := range []engine.Kind{engine.Started, engine.Finished} {
				p.Event("foundation", engine.Event{
					Kind: kind,
					Op:   "update",
					Type: "aws:sns/topic:Topic",
					Name: fmt.Sprint("t", n),
				})
			}
		})
	}
	running.Wait()
	p.Note("end")
	assert.Contains(t, screen(&out), "20 done")
	p.End(layers.Outcome{Layer: "foundation", Status: layers.Done})
	for n := range 20 {
		line := fmt.Sprintf("foundation    update   t%d (Topic)\n", n)
		assert.Equal(t, 1, strings.Count(out.String(), line), line)
	}
}
