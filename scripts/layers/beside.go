package layers

import (
	"context"
	"sync"

	"slipway/scripts/engine"
)

// turn keeps what there is to tell of a layer until it is the layer's turn.
type turn struct {
	mu   sync.Mutex
	come bool
	kept []func()

	over    chan struct{} // closed when the layer has ended
	outcome Outcome
	err     error
}

// hear returns what hears of the layer, and tells it in its turn.
func (t *turn) hear(tell func(engine.Event)) func(engine.Event) {
	return func(e engine.Event) {
		t.mu.Lock()
		defer t.mu.Unlock()
		if !t.come {
			t.kept = append(t.kept, func() { tell(e) })
			return
		}
		tell(e)
	}
}

// take tells what was kept, and from now on at once; it returns when the layer has ended.
func (t *turn) take() (Outcome, error) {
	t.mu.Lock()
	t.come = true
	for _, tell := range t.kept {
		tell()
	}
	t.kept = nil
	t.mu.Unlock()
	<-t.over
	return t.outcome, t.err
}

// beside takes all layers at once and tells of them in turn, as each does. With the first
// error the others are stopped. It is for what changes nothing: a layer reads what was
// recorded of the others, whatever they are doing.
func (r *Runner) beside(
	ctx context.Context, plan Plan, verb string, do func(context.Context, Layer, *turn) (Outcome, error),
) (Report, error) {
	var running sync.WaitGroup
	defer running.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	turns := map[string]*turn{}
	for _, l := range plan {
		t := &turn{over: make(chan struct{})}
		turns[l.Name] = t
		running.Go(func() {
			defer close(t.over)
			t.outcome, t.err = do(ctx, l, t)
		})
	}
	return r.each(ctx, plan, verb, "", func(_ context.Context, l Layer) (Outcome, error) {
		return turns[l.Name].take()
	})
}
