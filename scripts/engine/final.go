package engine

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/property"
)

// finals are the outputs of the stacks that are being updated, once all of them are
// known. Pulumi records a stack's outputs when its last resource is there; what reads
// nothing else of the stack need not wait for that.
type finals struct {
	mu sync.Mutex
	of map[string]map[string]string // by the stack's name in its backend
}

func (f *finals) set(stack string, outputs map[string]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.of == nil {
		f.of = map[string]map[string]string{}
	}
	f.of[stack] = outputs
}

// forget is for when the state has them, or whatever an update that failed has left there.
func (f *finals) forget(stack string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.of, stack)
}

func (f *finals) get(stack string) map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.of[stack])
}

// announce has an update tell when its outputs are final. over ends that, and is called
// when the update has ended.
func (s *Stack) announce(watch func(Event)) (over func(), err error) {
	if s.expect == nil || s.place.bucket == nil { // Pulumi Cloud reads outputs from its own state
		return func() {}, nil
	}
	await, err := s.expect(s.dir, s.env)
	if err != nil {
		return nil, fmt.Errorf("expect outputs of %s: %w", s, err)
	}
	var mu sync.Mutex
	ended := false
	go func() {
		outputs, err := await()
		mu.Lock()
		defer mu.Unlock()
		if err != nil || outputs == nil || ended {
			return // who reads them waits for the end
		}
		s.engine.finals.set(s.name(), outputs)
		watch(Event{Kind: Final})
	}()
	return func() {
		mu.Lock()
		defer mu.Unlock()
		ended = true
		s.engine.finals.forget(s.name())
	}, nil
}

// reader reads outputs of other stacks, of those that are being updated as they will be.
type reader struct {
	deploy.BackendClient
	finals *finals
}

// GetStackOutputs answers a stack reference.
func (r reader) GetStackOutputs(
	ctx context.Context, name string, onDecryptError func(error) error,
) (property.Map, error) {
	final := r.finals.get(name)
	if final == nil {
		return r.BackendClient.GetStackOutputs(ctx, name, onDecryptError)
	}
	outputs := map[string]property.Value{}
	for key, value := range final {
		outputs[key] = property.New(value)
	}
	return property.NewMap(outputs), nil
}
