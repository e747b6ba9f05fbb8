package layers

import (
	"fmt"
	"slices"
	"strings"

	"slipway/shared/config"
)

// Plan is the layers in the order in which they are deployed.
type Plan []Layer

// NewPlan checks that the order holds: every layer after those it needs.
func NewPlan(layers ...Layer) (Plan, error) {
	seen := map[string]bool{}
	for _, l := range layers {
		if seen[l.Name] {
			return nil, fmt.Errorf("layer %s stands twice in the plan", l.Name)
		}
		for _, need := range l.Needs {
			if !seen[need] {
				return nil, fmt.Errorf("layer %s needs %s, which does not stand before it", l.Name, need)
			}
		}
		seen[l.Name] = true
	}
	return layers, nil
}

// Names lists the layers in order.
func (p Plan) Names() []string {
	names := make([]string, len(p))
	for i, l := range p {
		names[i] = l.Name
	}
	return names
}

// Get returns the layer called name.
func (p Plan) Get(name string) (Layer, error) {
	for _, l := range p {
		if l.Name == name {
			return l, nil
		}
	}
	return Layer{}, &UnknownError{Name: name, Known: p.Names()}
}

// UnknownError is a name that no layer has.
type UnknownError struct {
	Name  string
	Known []string
}

// Error lists the layers there are.
func (e *UnknownError) Error() string {
	if e.Name == "" {
		return "LAYER is missing: one of " + strings.Join(e.Known, ", ")
	}
	return fmt.Sprintf("LAYER is %q: one of %s%s", e.Name, strings.Join(e.Known, ", "), config.Meant(e.Name, e.Known))
}

// pick returns the named layers in the plan's order, all without names.
func (p Plan) pick(names []string) (Plan, error) {
	if len(names) == 0 {
		return p, nil
	}
	for _, name := range names {
		if _, err := p.Get(name); err != nil {
			return nil, err
		}
	}
	var picked Plan
	for _, l := range p {
		if slices.Contains(names, l.Name) {
			picked = append(picked, l)
		}
	}
	return picked, nil
}

// needs returns the layers that the picked ones need and that are not picked.
func (p Plan) needs(picked Plan) Plan {
	var missing Plan
	for _, l := range p {
		for _, other := range picked {
			if slices.Contains(other.Needs, l.Name) && !picked.has(l.Name) {
				missing = append(missing, l)
				break
			}
		}
	}
	return missing
}

// dependents returns the layers that need the one called name.
func (p Plan) dependents(name string) Plan {
	var found Plan
	for _, l := range p {
		if slices.Contains(l.Needs, name) {
			found = append(found, l)
		}
	}
	return found
}

func (p Plan) has(name string) bool { return slices.Contains(p.Names(), name) }

func (p Plan) backward() Plan {
	reversed := slices.Clone(p)
	slices.Reverse(reversed)
	return reversed
}
