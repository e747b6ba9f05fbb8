package cli

import (
	"slices"
	"strings"
	"sync"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/shared/contract"
)

// published are the inputs of a function that a version holds as they were when it was
// published, by what the settings call them. An alias goes on sending traffic to the
// version that it is on.
var published = map[string]string{
	"memorySize":       "memory",
	"timeout":          "timeout",
	"environment":      "variables",
	"kmsKeyArn":        "the key of its variables",
	"role":             "role",
	"loggingConfig":    "logging",
	"tracingConfig":    "tracing",
	"description":      "description",
	"ephemeralStorage": "ephemeral storage",
	"vpcConfig":        "VPC",
}

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
		if name, ok := published[input]; ok && !slices.Contains(w.functions[e.ID], name) {
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
