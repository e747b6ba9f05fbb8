package progress

import (
	"fmt"

	"slipway/scripts/engine"
)

// work is what is done to a resource.
type work struct{ op, name, kind string }

func (w work) String() string { return fmt.Sprintf("%s %s (%s)", doing(w.op), w.name, short(w.kind)) }

// ended tells whether the event ends the work. What a refresh does to the state shows
// only at its end: nothing, an update, a deletion.
func (w work) ended(e engine.Event) bool {
	return w.name == e.Name && w.kind == e.Type && (w.op == e.Op || w.op == "refresh")
}
