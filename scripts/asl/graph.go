package asl

import (
	"fmt"
	"slices"
)

// successors are the states that may follow. A name that is missing is a fault of the
// state, not of the graph.
func (s *state) successors() []string {
	names := []string{s.next}
	for _, c := range s.choices {
		names = append(names, c.next)
	}
	for _, c := range s.catchers {
		names = append(names, c.next)
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// checkGraph finds names that lead nowhere, states nothing leads to, and states
// from which no end can be reached.
func (m *Machine) checkGraph() []error {
	if _, there := m.states[m.start]; !there {
		return []error{fmt.Errorf("StartAt names %q, which is no state", m.start)}
	}
	var faults []error
	before := map[string][]string{}
	for _, name := range m.States() {
		for _, next := range m.states[name].successors() {
			if _, there := m.states[next]; !there {
				faults = append(faults, fmt.Errorf("state %s: %q, which should follow, is no state", name, next))
			}
			before[next] = append(before[next], name)
		}
	}
	reached := reach([]string{m.start}, func(name string) []string {
		if s, there := m.states[name]; there {
			return s.successors()
		}
		return nil
	})
	var ends []string
	for _, name := range m.States() {
		if !reached[name] {
			faults = append(faults, fmt.Errorf("state %s: nothing leads to it", name))
		}
		if len(m.states[name].successors()) == 0 {
			ends = append(ends, name)
		}
	}
	ending := reach(ends, func(name string) []string { return before[name] })
	for _, name := range m.States() {
		if !ending[name] {
			faults = append(faults, fmt.Errorf("state %s: no end can be reached from it", name))
		}
	}
	return faults
}

// reach is every state that the given ones lead to.
func reach(from []string, neighbours func(string) []string) map[string]bool {
	seen := map[string]bool{}
	for open := slices.Clone(from); len(open) > 0; {
		name := open[len(open)-1]
		open = open[:len(open)-1]
		if seen[name] {
			continue
		}
		seen[name] = true
		open = append(open, neighbours(name)...)
	}
	return seen
}
