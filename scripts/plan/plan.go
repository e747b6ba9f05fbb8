// Package plan is what a preview found, as data: for scripts, which read it as JSON, and
// to be deployed later, exactly as a person saw it.
//
// A saved plan says what it was made from: the commit, the settings, the states, and how
// the account differed from them. What is deployed from it is compared with that first,
// and the engine stops before a step that the plan does not have.
package plan

import (
	"slices"
	"strings"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

// Plan is what a deployment would do. docs/plan.schema.json is its schema.
type Plan struct {
	Environment string  `json:"environment"`
	Layers      []Layer `json:"layers"` // in the order in which they are deployed
	Losses      []Loss  `json:"losses"` // what holds data or serves traffic and would go
}

// Layer is what would be done to one layer.
type Layer struct {
	Name      string     `json:"name"`
	Status    string     `json:"status"` // done, failed, not started or not deployed
	Seconds   float64    `json:"seconds"`
	Create    int        `json:"create"`
	Update    int        `json:"update"`
	Replace   int        `json:"replace"`
	Delete    int        `json:"delete"`
	Unchanged int        `json:"unchanged"`
	Resources []Resource `json:"resources"` // those that would change
}

// Resource is one that would change.
type Resource struct {
	Change     string              `json:"change"` // create, update, replace or delete
	Type       string              `json:"type"`
	Name       string              `json:"name"`                 // in the program
	ID         string              `json:"id,omitempty"`         // in AWS, of one that is there
	Because    []string            `json:"because,omitempty"`    // what forces a replacement
	Properties []engine.Difference `json:"properties,omitempty"` // that would change
}

// Loss is something that holds data or serves traffic and would go.
type Loss struct {
	Change string `json:"change"`
	Name   string `json:"name"`
	What   string `json:"what"`  // in words: what goes with it
	Allow  string `json:"allow"` // the name that ALLOW= has to give
}

// Changes tells whether the deployment would change anything.
func (p Plan) Changes() bool {
	return slices.ContainsFunc(p.Layers, func(l Layer) bool { return l.Create+l.Update+l.Replace+l.Delete > 0 })
}

// Recorder is a watcher that also keeps what a preview says of each resource.
type Recorder struct {
	layers.Watcher
	found map[string][]Resource
}

// Record returns a recorder in front of another watcher.
func Record(w layers.Watcher) *Recorder {
	return &Recorder{
		Watcher: w,
		found:   map[string][]Resource{},
	}
}

// recorded are the operations that change a resource. A replacement has steps of its own
// beside it, which say nothing more.
var recorded = []string{"create", "update", "replace", "delete"}

// Event keeps the event if it is the end of a change, and passes it on.
func (r *Recorder) Event(layer string, e engine.Event) {
	r.Watcher.Event(layer, e)
	if e.Kind != engine.Finished || !slices.Contains(recorded, e.Op) || strings.HasPrefix(e.Type, "pulumi:providers:") {
		return
	}
	found := Resource{
		Change:     e.Op,
		Type:       e.Type,
		Name:       e.Name,
		ID:         e.ID,
		Properties: e.Differences,
	}
	if e.Op == "replace" {
		found.Because = e.Changed
	}
	// A component ends twice: when it is made, and when its outputs are registered.
	if !slices.ContainsFunc(r.found[layer], found.same) {
		r.found[layer] = append(r.found[layer], found)
	}
}

func (r Resource) same(other Resource) bool {
	return r.Change == other.Change && r.Type == other.Type && r.Name == other.Name && r.ID == other.ID
}

// Plan is what the report and the events say together.
func (r *Recorder) Plan(env string, report layers.Report) Plan {
	p := Plan{
		Environment: env,
		Layers:      []Layer{},
		Losses:      []Loss{},
	}
	for _, o := range report.Outcomes {
		c := o.Result.Changes
		p.Layers = append(p.Layers, Layer{
			Name:      o.Layer,
			Status:    string(o.Status),
			Seconds:   o.Result.Duration.Seconds(),
			Create:    c.Created,
			Update:    c.Updated,
			Replace:   c.Replaced,
			Delete:    c.Deleted,
			Unchanged: c.Unchanged,
			Resources: append([]Resource{}, r.found[o.Layer]...),
		})
	}
	for _, l := range report.Losses {
		p.Losses = append(p.Losses, Loss{
			Change: l.Op,
			Name:   l.Name,
			What:   l.What,
			Allow:  l.Group,
		})
	}
	return p
}
