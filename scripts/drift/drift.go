// Package drift collects where what is really there differs from what the state records.
//
// What must not be here: how it is found out, which is the engine's part, and any change.
package drift

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

// How a resource differs.
const (
	Changed = "changed"
	Gone    = "gone"
)

// Difference is a resource that is not as the state records it.
type Difference struct {
	Layer    string `json:"layer"`
	Resource string `json:"resource"` // its name in the program
	Type     string `json:"type"`     // such as aws:sns/topic:Topic
	ID       string `json:"id"`       // what AWS calls it
	Change   string `json:"change"`   // changed or gone
	// Properties are the paths that differ, sorted; none of a resource that is gone.
	Properties []string `json:"properties"`
}

// String names the resource, and the properties.
func (d Difference) String() string {
	text := fmt.Sprintf("%s (%s)", d.Resource, d.Type[strings.LastIndex(d.Type, ":")+1:])
	if len(d.Properties) > 0 {
		text += ": " + strings.Join(d.Properties, ", ")
	}
	return text
}

// Collector hears the events of a comparison, and passes them on as those of resources
// that are as recorded: what differs is told at the end, in order.
type Collector struct {
	layers.Watcher
	// Ignored are the properties that releases change and deployments leave alone.
	Ignored Ignored

	mu       sync.Mutex
	found    []Difference
	released map[string]int // resources that differ in nothing else, by layer
}

// Event keeps a difference.
func (c *Collector) Event(layer string, e engine.Event) {
	if e.Kind == engine.Finished && (e.Op == "update" || e.Op == "delete") {
		c.keep(layer, e)
		e.Op = "refresh"
	}
	c.Watcher.Event(layer, e)
}

// End counts what releases have changed as recorded.
func (c *Collector) End(o layers.Outcome) {
	c.mu.Lock()
	released := c.released[o.Layer]
	c.mu.Unlock()
	o.Result.Changes.Updated -= released
	o.Result.Changes.Unchanged += released
	c.Watcher.End(o)
}

func (c *Collector) keep(layer string, e engine.Event) {
	d := Difference{
		Layer:      layer,
		Resource:   e.Name,
		Type:       e.Type,
		ID:         e.ID,
		Change:     Gone,
		Properties: []string{},
	}
	if e.Op == "update" {
		d.Change = Changed
		d.Properties = append(d.Properties, c.Ignored.without(e)...)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if d.Change == Changed && len(d.Properties) == 0 && len(e.Changed) > 0 {
		if c.released == nil {
			c.released = map[string]int{}
		}
		c.released[layer]++
		return
	}
	c.found = append(c.found, d)
}

// Differences are those heard of, by layer in the order of deployment, then by name.
func (c *Collector) Differences(order []string) []Difference {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := append([]Difference{}, c.found...)
	slices.SortStableFunc(all, func(a, b Difference) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Layer), slices.Index(order, b.Layer)),
			cmp.Compare(a.Resource, b.Resource),
		)
	})
	return all
}

// Print writes a line a difference.
func Print(out io.Writer, all []Difference) error {
	for _, d := range all {
		if _, err := fmt.Fprintf(out, "%-10s  %-7s  %s\n", d.Layer, d.Change, d); err != nil {
			return err
		}
	}
	return nil
}
