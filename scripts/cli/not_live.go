package cli

import (
	"slices"
	"strings"
	"sync"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/operate/live"
	"slipway/shared/contract"
)

// notLive hears which functions get settings that no traffic reaches yet.
type notLive struct {
	layers.Watcher
	mu        sync.Mutex
	functions map[string][]string // by function, what its settings are called
}

// Event passes the event on.
func (w *notLive) Event(layer string, e engine.Event) {
	w.Watcher.Event(layer, e)
	if layer != contract.ComputeLayer || e.Kind != engine.Finished || e.Op != "update" ||
		e.Type != "aws:lambda/function:Function" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, path := range e.Changed {
		input := path
		if end := strings.IndexAny(path, ".["); end >= 0 {
			input = path[:end]
		}
		if name := live.SettingOf(input); name != "" && !slices.Contains(w.functions[e.ID], name) {
			w.functions[e.ID] = append(w.functions[e.ID], name)
		}
	}
}

// services are the settings that wait for a release, by service.
func (w *notLive) services(compute contract.ComputeOf[string]) map[string][]string {
	found := map[string][]string{}
	for service, f := range compute.Services {
		if names := w.functions[f.Name]; len(names) > 0 {
			found[service] = names
		}
	}
	return found
}
