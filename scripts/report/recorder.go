package report

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/plan"
)

// Recorder is a watcher that also keeps what a run does to each resource, for its report.
type Recorder struct {
	layers.Watcher
	log *Log
	now func() time.Time

	mu      sync.Mutex
	doing   map[string]string // verb, by layer
	started map[step]time.Time
	found   map[place][]Resource
	faults  map[place][]Fault
}

// place is one kind of work on a layer: a deployment plans before it deploys.
type place struct{ layer, verb string }

// step is a change to a resource that is under way.
type step struct {
	place
	op, kind, name string
}

// Record returns a recorder in front of another watcher.
func Record(w layers.Watcher, log *Log, now func() time.Time) *Recorder {
	return &Recorder{
		Watcher: w,
		log:     log,
		now:     now,
		doing:   map[string]string{},
		started: map[step]time.Time{},
		found:   map[place][]Resource{},
		faults:  map[place][]Fault{},
	}
}

// Begin notes what is done to a layer.
func (r *Recorder) Begin(layer, verb string) {
	r.mu.Lock()
	r.doing[layer] = verb
	r.mu.Unlock()
	r.log.line(layer, "%s", verb)
	r.Watcher.Begin(layer, verb)
}

// recorded are the operations that change a resource. A replacement has steps of its own
// beside it, which say nothing more.
var recorded = []string{"create", "update", "replace", "delete"}

// Event keeps a change and what is wrong, and passes the event on.
func (r *Recorder) Event(layer string, e engine.Event) {
	r.log.Event(layer, e)
	r.keep(layer, e)
	r.Watcher.Event(layer, e)
}

func (r *Recorder) keep(layer string, e engine.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := place{layer: layer, verb: r.doing[layer]}
	if e.Kind == engine.Diagnostic {
		if e.Severity == "error" {
			r.faults[at] = append(r.faults[at], Fault{
				Type:    e.Type,
				Name:    e.Name,
				Message: e.Message,
			})
		}
		return
	}
	if !slices.Contains(recorded, e.Op) || strings.HasPrefix(e.Type, "pulumi:providers:") {
		return
	}
	s := step{
		place: at,
		op:    e.Op,
		kind:  e.Type,
		name:  e.Name,
	}
	if e.Kind == engine.Started {
		r.started[s] = r.now()
		return
	}
	began, under := r.started[s]
	if !under { // a component ends once more, when its outputs are registered
		return
	}
	delete(r.started, s)
	r.found[at] = append(r.found[at], Resource{
		Change:     e.Op,
		Type:       e.Type,
		Name:       e.Name,
		ID:         e.ID,
		Failed:     e.Kind == engine.Failed,
		Seconds:    r.now().Sub(began).Seconds(),
		Properties: e.Differences,
	})
}

// End notes how the work on a layer came out.
func (r *Recorder) End(o layers.Outcome) {
	r.log.line(o.Layer, "%s", o.Status)
	r.Watcher.End(o)
}

// Fill writes what the run did into its report, beside what the layers' runner says of it.
func (r *Recorder) Fill(to *Report, did layers.Report, outputs map[string]map[string]any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	to.Next = did.Resume
	maps.Copy(to.NotLive, did.Waiting)
	for _, s := range did.Stale {
		to.Stale = append(to.Stale, Stale(s))
	}
	for _, l := range did.Losses {
		to.Losses = append(to.Losses, plan.Loss{
			Change: l.Op,
			Name:   l.Name,
			What:   l.What,
			Allow:  l.Group,
		})
	}
	for _, o := range did.Outcomes {
		at, c := place{layer: o.Layer, verb: o.Verb}, o.Result.Changes
		l := Layer{
			Name:      o.Layer,
			Did:       o.Verb,
			Result:    string(o.Status),
			Seconds:   o.Result.Duration.Seconds(),
			Created:   c.Created,
			Updated:   c.Updated,
			Replaced:  c.Replaced,
			Deleted:   c.Deleted,
			Unchanged: c.Unchanged,
			Resources: append([]Resource{}, r.found[at]...),
			Errors:    append([]Fault{}, r.faults[at]...),
			Outputs:   map[string]any{},
		}
		maps.Copy(l.Outputs, outputs[o.Layer])
		to.Layers = append(to.Layers, l)
	}
}
