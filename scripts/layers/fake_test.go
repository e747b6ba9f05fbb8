package layers_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"

	"slipway/scripts/engine"
)

// cloud is where the fake stacks of one test live; it logs what happens in order.
type cloud struct {
	mu   sync.Mutex
	log  []string
	fail map[string]error // by "verb layer"
}

func (c *cloud) do(verb, layer string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log = append(c.log, verb+" "+layer)
	return c.fail[verb+" "+layer]
}

// fake is a stack in memory.
type fake struct {
	cloud     *cloud
	name      string
	exists    bool
	resources int
	outputs   map[string]any // set by the next update
	deployed  map[string]any
	planned   []engine.Event              // what a preview tells
	meanwhile func(context.Context) error // in a preview; nil for nothing
	late      func(context.Context) error // in an update, once the outputs are final; nil for nothing
	pending   []engine.Unfinished
	locked    bool
}

func (f *fake) Exists(context.Context) (bool, error) { return f.exists, f.cloud.fail["exists "+f.name] }

func (f *fake) Create(context.Context) error {
	f.exists = true
	return f.cloud.do("create", f.name)
}

func (f *fake) Remove(context.Context) error {
	if f.resources > 0 {
		return errors.New("still has resources")
	}
	f.exists = false
	return f.cloud.do("remove", f.name)
}

func (f *fake) Preview(ctx context.Context, watch func(engine.Event)) (engine.Result, error) {
	watch(engine.Event{Op: "create", Name: f.name})
	if f.meanwhile != nil {
		if err := f.meanwhile(ctx); err != nil {
			return engine.Result{}, err
		}
	}
	for _, e := range f.planned {
		watch(e)
	}
	return engine.Result{Changes: engine.Changes{Created: 1}}, f.cloud.do("preview", f.name)
}

func (f *fake) Up(ctx context.Context, watch func(engine.Event)) (engine.Result, error) {
	watch(engine.Event{Op: "create", Name: f.name})
	err := f.cloud.do("up", f.name)
	if f.late != nil {
		watch(engine.Event{Kind: engine.Final})
		err = errors.Join(err, f.late(ctx))
	}
	f.resources = 2
	if err == nil {
		f.deployed = maps.Clone(f.outputs)
	}
	return engine.Result{Changes: engine.Changes{Created: 2}}, err
}

func (f *fake) Compare(context.Context, func(engine.Event)) (engine.Result, error) {
	return engine.Result{Changes: engine.Changes{Unchanged: f.resources}}, f.cloud.do("compare", f.name)
}

func (f *fake) Refresh(context.Context, func(engine.Event)) (engine.Result, error) {
	if f.locked || len(f.pending) > 0 {
		return engine.Result{}, errors.New("needs recovery")
	}
	return engine.Result{Changes: engine.Changes{Unchanged: f.resources}}, f.cloud.do("refresh", f.name)
}

func (f *fake) Destroy(context.Context, func(engine.Event)) (engine.Result, error) {
	err := f.cloud.do("destroy", f.name)
	if err == nil {
		f.resources, f.deployed = 0, nil
	}
	return engine.Result{Changes: engine.Changes{Deleted: 2}}, err
}

func (f *fake) Outputs(context.Context) (map[string]any, error) {
	return f.deployed, f.cloud.fail["outputs "+f.name]
}

func (f *fake) State(context.Context) (engine.State, error) {
	var s engine.State
	for i := range f.resources {
		s.Resources = append(s.Resources, engine.Resource{URN: fmt.Sprint(f.name, i), Custom: i > 0})
	}
	return s, f.cloud.fail["state "+f.name]
}

func (f *fake) Unlock(context.Context) error {
	f.locked = false
	return f.cloud.do("unlock", f.name)
}

func (f *fake) Draft(context.Context) (func(context.Context) error, error) {
	if f.exists {
		return func(context.Context) error { return nil }, nil
	}
	return func(context.Context) error { return f.cloud.do("discard", f.name) }, f.cloud.do("draft", f.name)
}

func (f *fake) PendingCreates(context.Context) ([]engine.Unfinished, error) {
	return f.pending, f.cloud.fail["pending "+f.name]
}

func (f *fake) ForgetPendingCreates(context.Context) error {
	if err := f.cloud.do("forget", f.name); err != nil {
		return err
	}
	f.pending = nil
	return nil
}
