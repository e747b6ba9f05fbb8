package layers_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

// cloud is where the fake stacks of one test live; it logs what happens in order.
type cloud struct {
	log  []string
	fail map[string]error // by "verb layer"
}

func (c *cloud) do(verb, layer string) error {
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
	pending   []string
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

func (f *fake) Preview(_ context.Context, watch func(engine.Event)) (engine.Result, error) {
	watch(engine.Event{Op: "create", Name: f.name})
	return engine.Result{Changes: engine.Changes{Created: 1}}, f.cloud.do("preview", f.name)
}

func (f *fake) Up(_ context.Context, watch func(engine.Event)) (engine.Result, error) {
	watch(engine.Event{Op: "create", Name: f.name})
	err := f.cloud.do("up", f.name)
	f.resources = 2
	if err == nil {
		f.deployed = maps.Clone(f.outputs)
	}
	return engine.Result{Changes: engine.Changes{Created: 2}}, err
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

func (f *fake) ForgetPendingCreates(context.Context) ([]string, error) {
	forgotten := f.pending
	f.pending = nil
	return forgotten, f.cloud.fail["forget "+f.name]
}

// watcher keeps what it hears.
type watcher struct{ heard []string }

func (w *watcher) Begin(layer, verb string) { w.heard = append(w.heard, verb+" "+layer) }
func (w *watcher) Event(layer string, e engine.Event) {
	w.heard = append(w.heard, layer+" "+e.Op+" "+e.Name)
}
func (w *watcher) End(o layers.Outcome) { w.heard = append(w.heard, o.Layer+" "+string(o.Status)) }

// fixture is a runner over three fake layers, as slipway's own: compute needs
// foundation, delivery needs both.
type fixture struct {
	*layers.Runner
	*cloud
	stacks map[string]*fake
	heard  *watcher
}

func newFixture(t *testing.T, change func(map[string]*layers.Layer)) fixture {
	t.Helper()
	h := fixture{
		cloud:  &cloud{fail: map[string]error{}},
		stacks: map[string]*fake{},
		heard:  &watcher{},
	}
	needs := map[string][]string{"compute": {"foundation"}, "delivery": {"foundation", "compute"}}
	specs := map[string]*layers.Layer{}
	for _, name := range []string{"foundation", "compute", "delivery"} {
		h.stacks[name] = &fake{
			cloud:   h.cloud,
			name:    name,
			outputs: map[string]any{"of": name},
		}
		specs[name] = &layers.Layer{
			Name:  name,
			Needs: needs[name],
			Stack: h.stacks[name],
		}
	}
	if change != nil {
		change(specs)
	}
	plan, err := layers.NewPlan(*specs["foundation"], *specs["compute"], *specs["delivery"])
	require.NoError(t, err)
	h.Runner = &layers.Runner{
		Env:   "dev",
		Plan:  plan,
		Watch: h.heard,
	}
	return h
}

// deployed is a fixture with all layers deployed and a clean log.
func deployed(t *testing.T) fixture {
	t.Helper()
	h := newFixture(t, nil)
	_, err := h.Deploy(t.Context())
	require.NoError(t, err)
	h.log = nil
	h.heard.heard = nil
	return h
}

func statuses(r layers.Report) []string {
	var all []string
	for _, o := range r.Outcomes {
		all = append(all, o.Layer+": "+string(o.Status))
	}
	return all
}
