package push_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/eventpattern"
	"slipway/shared/pulumitest"
)

// route is a rule with its target, as EventBridge has them.
type route struct {
	pattern    *eventpattern.Pattern
	enabled    bool
	bus        string // "" for the account's default bus
	target     string // ARN of what it starts
	paths      map[string]any
	template   string
	deadLetter string
}

// routes are the rules that the layer deploys, by the logical name that the rule
// and its target have in common, such as trigger-api.
func routes(t *testing.T, rec *pulumitest.Recording) map[string]route {
	t.Helper()
	all := map[string]route{}
	for _, target := range rec.Of("cloudwatch/eventTarget:EventTarget") {
		name := strings.TrimSuffix(target.Name, "-target")
		rule := rec.Get(t, "cloudwatch/eventRule:EventRule", name+"-rule")
		require.Equal(t, rule.Inputs["name"], target.Inputs["rule"])
		require.Equal(t, rule.Inputs["eventBusName"], target.Inputs["eventBusName"], "a target is on its rule's bus")
		pattern, err := eventpattern.Parse([]byte(rule.Inputs["eventPattern"].(string)))
		require.NoError(t, err)
		transformer := target.Inputs["inputTransformer"].(map[string]any)
		r := route{
			pattern:    pattern,
			enabled:    rule.Inputs["state"] == "ENABLED",
			target:     target.Inputs["arn"].(string),
			template:   transformer["inputTemplate"].(string),
			deadLetter: target.Inputs["deadLetterConfig"].(map[string]any)["arn"].(string),
		}
		r.bus, _ = rule.Inputs["eventBusName"].(string)
		r.paths, _ = transformer["inputPaths"].(map[string]any)
		all[name] = r
	}
	return all
}

// started gives an event to every rule of a bus and returns what is started with
// which input, by the rule's name.
func started(t *testing.T, all map[string]route, bus string, event map[string]any) map[string]any {
	t.Helper()
	text, err := json.Marshal(event)
	require.NoError(t, err)
	inputs := map[string]any{}
	for name, r := range all {
		if !r.enabled || r.bus != bus {
			continue
		}
		matches, err := r.pattern.Match(text)
		require.NoError(t, err)
		if matches {
			inputs[name] = r.input(t, event)
		}
	}
	return inputs
}

// input fills the template in as EventBridge does (user guide,
// eb-transform-target-input): inside quotes, where all of ours are, the text itself.
func (r route) input(t *testing.T, event map[string]any) any {
	t.Helper()
	filled := strings.ReplaceAll(r.template, "<aws.events.event.json>", marshalled(t, event))
	for name, path := range r.paths {
		value := any(event)
		for _, field := range strings.Split(strings.TrimPrefix(path.(string), "$."), ".") {
			value = value.(map[string]any)[field]
		}
		require.NotContains(t, value.(string), `"`)
		filled = strings.ReplaceAll(filled, "<"+name+">", value.(string))
	}
	require.NotContains(t, filled, "<", "a placeholder that nothing fills")
	return decoded(t, filled)
}

func marshalled(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}
