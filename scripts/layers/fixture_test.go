package layers_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

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
