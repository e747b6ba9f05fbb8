package hook

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// Rule is how a rule stands.
type Rule struct{ There, Enabled, Leads bool }

// Faults are the rules that start no pipeline, each with what is wrong with it. Of a push
// that they should have taken, the dead-letter queue's alarm tells.
func (h Hook) Faults(ctx context.Context) ([]string, error) {
	faults := []string{}
	for _, service := range slices.Sorted(maps.Keys(h.Rules)) {
		name := h.Rules[service]
		rule, err := h.Place.Rule(ctx, h.Bus, name)
		if err != nil {
			return nil, fmt.Errorf("read rule %s of %s: %w", name, h.Bus, err)
		}
		what := ""
		switch {
		case !rule.There:
			what = "is not there"
		case !rule.Enabled:
			what = "is disabled"
		case !rule.Leads:
			what = "has no target"
		default:
			continue
		}
		faults = append(faults, fmt.Sprintf("%s of %s %s: no push starts the pipeline of %s", name, h.Bus, what, service))
	}
	return faults, nil
}
