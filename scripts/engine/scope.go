package engine

import (
	"context"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	pkgengine "github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/util/cancel"
)

// interrupts cancels an operation when stop is done, and terminates it when
// terminate or lost is closed. A cancelled operation lets what is under way finish and
// saves the state; a terminated one does not wait.
type interrupts struct {
	stop      context.Context
	terminate <-chan struct{}
	lost      <-chan struct{}
}

// NewScope starts to watch for one operation.
func (i interrupts) NewScope(ctx context.Context, _ chan<- pkgengine.Event, _ bool) backend.CancellationScope {
	observed, source := cancel.NewContext(ctx)
	s := &scope{context: observed, done: make(chan struct{})}
	go func() {
		stop := i.stop.Done()
		for {
			select {
			case <-stop:
				source.Cancel()
				stop = nil
			case <-i.terminate:
				source.Terminate()
				return
			case <-i.lost:
				source.Terminate()
				return
			case <-s.done:
				return
			}
		}
	}()
	return s
}

type scope struct {
	context *cancel.Context
	done    chan struct{}
}

// Context is what the engine observes.
func (s *scope) Context() *cancel.Context { return s.context }

// Close ends the watch.
func (s *scope) Close() { close(s.done) }
