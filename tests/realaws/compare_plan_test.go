package realaws_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/harness"
)

// others are values to change an input to that accepts only AWS's own words.
var others = map[string]string{
	"apigatewayv2/route:Route authorizationType":             "AWS_IAM",
	"apigatewayv2/stage:Stage name":                          "v2",
	"cloudwatch/metricAlarm:MetricAlarm comparisonOperator":  "LessThanThreshold",
	"cloudwatch/metricAlarm:MetricAlarm statistic":           "Average",
	"codebuild/reportGroup:ReportGroup type":                 "CODE_COVERAGE",
	"codestarconnections/connection:Connection providerType": "Bitbucket",
	"codepipeline/pipeline:Pipeline executionMode":           "SUPERSEDED",
	"ecr/repository:Repository imageTagMutability":           "MUTABLE",
	"sfn/stateMachine:StateMachine type":                     "EXPRESS",
}

// variants are the other values that an input is given, by what was done to it.
// Spaces in JSON mean nothing, and a letter behind it breaks it.
func variants(key string, value any) map[string]any {
	switch v := value.(type) {
	case string:
		if other, ok := others[key]; ok {
			return map[string]any{"changed": other, "misspelt": v + "x"}
		}
		if json.Valid([]byte(v)) && strings.HasPrefix(v, "{") {
			return map[string]any{"spaced": v + " ", "broken": v + "x"}
		}
		return map[string]any{"changed": v + "x", "overlong": strings.Repeat("x", 2000)}
	case float64:
		return map[string]any{"raised": v + 1, "negative": -v - 7}
	case bool:
		return map[string]any{"flipped": !v}
	}
	return nil
}

// comparePlans gives every input of one resource of each type other values, good and
// bad ones, and removes it. It compares what a preview would show with the real
// provider: an error, no change, an update or a replacement.
func comparePlans(t *testing.T, real, simulated side) {
	t.Helper()
	steps := map[string]int{}
	occurred := map[string]bool{}
	hold := func(r harness.Resource, input, what string, change func(m)) {
		step := func(s side) string {
			in := maps.Clone(s.all[r.URN].Inputs)
			change(in)
			return s.plan(t, r.URN, in)
		}
		there, here := step(real), step(simulated)
		steps[there]++
		if there == here {
			return
		}
		key := strings.TrimPrefix(r.Type, "aws:") + " " + input + " " + what
		occurred[key] = true
		if l := listedPlans[key]; l.real != there || l.simulated != here {
			t.Errorf("%s: real %s, simulated %s", key, there, here)
		}
	}
	for _, r := range real.oneOfEach() {
		for _, input := range slices.Sorted(maps.Keys(r.Inputs)) {
			if strings.HasPrefix(input, "__") {
				continue
			}
			token := strings.TrimPrefix(r.Type, "aws:") + " " + input
			for what := range variants(token, r.Inputs[input]) {
				hold(r, input, what, func(in m) { in[input] = variants(token, in[input])[what] })
			}
			hold(r, input, "removed", func(in m) { delete(in, input) })
		}
	}
	for key, l := range listedPlans {
		assert.True(t, occurred[key], "%s is planned alike by now (%s): take it off the list", key, l.reason)
	}
	t.Logf("changes compared, by the real provider's step: %v", steps)
}
