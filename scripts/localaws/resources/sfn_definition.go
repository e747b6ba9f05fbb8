package resources

import (
	"fmt"
	"maps"
	"slices"
)

// stateTypes are the states of the Amazon States Language.
var stateTypes = []string{"Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"}

// machineFaults checks a machine, or a branch of one, as Step Functions does
// before it takes it: states of a known type, transitions to states that
// exist, every state reachable.
func machineFaults(at string, machine map[string]any) []string {
	states, _ := machine["States"].(map[string]any)
	if len(states) == 0 {
		return []string{schema("These fields are required: [States]", at)}
	}
	start, _ := machine["StartAt"].(string)
	if start == "" {
		return []string{schema("These fields are required: [StartAt]", at)}
	}
	var wrong []string
	if _, ok := states[start]; !ok {
		wrong = append(wrong, fmt.Sprintf("MISSING_TRANSITION_TARGET: Missing 'Next' target: %s at %s/StartAt", start, at))
	}
	next := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(states)) {
		path := at + "/States/" + name
		state, ok := states[name].(map[string]any)
		if !ok {
			wrong = append(wrong, schema("Expected value of type Object", path))
			continue
		}
		wrong = append(wrong, stateFaults(path, state)...)
		next[name] = transitions(state)
		for _, to := range next[name] {
			if _, ok := states[to]; !ok {
				wrong = append(wrong, fmt.Sprintf("MISSING_TRANSITION_TARGET: Missing 'Next' target: %s at %s", to, path))
			}
		}
		for i, branch := range branchesOf(state) {
			wrong = append(wrong, machineFaults(fmt.Sprintf("%s/Branches[%d]", path, i), branch)...)
		}
	}
	reached := reachable(start, next)
	for _, name := range slices.Sorted(maps.Keys(states)) {
		if !reached[name] {
			wrong = append(wrong,
				fmt.Sprintf("MISSING_TRANSITION_TARGET: State %q is not reachable. at %s/States/%s", name, at, name))
		}
	}
	return wrong
}

func schema(what, at string) string {
	if at == "" {
		at = "/"
	}
	return fmt.Sprintf("SCHEMA_VALIDATION_FAILED: %s at %s", what, at)
}

func stateFaults(path string, state map[string]any) []string {
	kind, _ := state["Type"].(string)
	if !slices.Contains(stateTypes, kind) {
		return []string{schema(fmt.Sprintf("Value is not a valid enumeration: Type %q", kind), path)}
	}
	var wrong []string
	_, goes := state["Next"].(string)
	ends, _ := state["End"].(bool)
	switch kind {
	case "Succeed", "Fail":
		if goes || ends {
			wrong = append(wrong, schema("A terminal state has neither Next nor End", path))
		}
	case "Choice":
		if choices, _ := state["Choices"].([]any); len(choices) == 0 {
			wrong = append(wrong, schema("These fields are required: [Choices]", path))
		}
	default:
		if goes == ends {
			wrong = append(wrong, schema("Exactly one of Next and End is required", path))
		}
	}
	if resource, _ := state["Resource"].(string); kind == "Task" && arnOf(resource).Resource == "" {
		wrong = append(wrong, schema(fmt.Sprintf("Value is not a valid resource ARN: %q", resource), path+"/Resource"))
	}
	if kind == "Parallel" || kind == "Map" {
		if len(branchesOf(state)) == 0 {
			wrong = append(wrong, schema("These fields are required: [Branches] or [ItemProcessor]", path))
		}
	}
	return wrong
}

// transitions names every state that the state can lead to.
func transitions(state map[string]any) []string {
	var out []string
	add := func(v any) {
		if name, ok := v.(string); ok {
			out = append(out, name)
		}
	}
	add(state["Next"])
	add(state["Default"])
	for _, key := range []string{"Choices", "Catch"} {
		list, _ := state[key].([]any)
		for _, e := range list {
			if rule, ok := e.(map[string]any); ok {
				add(rule["Next"])
			}
		}
	}
	return out
}

func reachable(start string, next map[string][]string) map[string]bool {
	reached, queue := map[string]bool{}, []string{start}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if reached[name] {
			continue
		}
		reached[name] = true
		queue = append(queue, next[name]...)
	}
	return reached
}
