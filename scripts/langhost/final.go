package langhost

import (
	"context"
	"sync"

	"slipway/shared/contract"
)

// finals are the outputs of the programs that run, once they are known.
type finals struct {
	mu sync.Mutex
	of map[Update]*final
}

// Update says which run of a program is meant: that of the project in the folder, for the
// stack. There is one at a time.
type Update struct{ Folder, Stack string }

// final are the outputs of one run.
type final struct {
	once   sync.Once
	known  chan struct{}
	values map[string]string
}

// tell is called with the outputs, or with none when the run has ended; the first counts.
func (f *final) tell(values map[string]string) {
	f.once.Do(func() {
		f.values = values
		close(f.known)
	})
}

// expect begins to wait for the next run.
func (f *finals) expect(u Update) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.of == nil {
		f.of = map[Update]*final{}
	}
	if earlier := f.of[u]; earlier != nil {
		earlier.tell(nil)
	}
	f.of[u] = &final{known: make(chan struct{})}
}

// hear has the run that begins tell its outputs, if somebody expects them.
func (f *finals) hear(ctx context.Context, u Update) (_ context.Context, over func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	expected := f.of[u]
	if expected == nil {
		return ctx, func() {}
	}
	return contract.Hear(ctx, expected.tell), func() { expected.tell(nil) }
}

// await returns the outputs of the run that is expected, none if it ends without.
func (f *finals) await(u Update) map[string]string {
	f.mu.Lock()
	expected := f.of[u]
	f.mu.Unlock()
	if expected == nil {
		return nil
	}
	<-expected.known
	return expected.values
}

// end lets go who waits for a run that will not come.
func (f *finals) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, expected := range f.of {
		expected.tell(nil)
	}
}

// Expect says that the outputs of the next update are wanted as soon as all are known.
// What it returns waits for them, and returns none if the run ends without.
func (h *Host) Expect(folder, stack string) (await func() (map[string]string, error), err error) {
	u := Update{Folder: folder, Stack: stack}
	h.finals.expect(u)
	return func() (map[string]string, error) { return h.finals.await(u), nil }, nil
}

// Expect is Host.Expect in the process. Who waits is let go when the process ends.
func (c *Command) Expect(folder, stack string) (await func() (map[string]string, error), err error) {
	u := Update{Folder: folder, Stack: stack}
	client, err := c.connect()
	if err != nil {
		return nil, err
	}
	return func() (map[string]string, error) {
		var outputs map[string]string
		err := c.ask(client, "Await", u, &outputs)
		return outputs, err
	}, c.ask(client, "Expect", u, &struct{}{})
}
