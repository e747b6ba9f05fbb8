package asl_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// holds reports whether a rule leads on.
func holds(t *testing.T, rule, input string) bool {
	t.Helper()
	m := machine(t, `{
		"A": {"Type": "Choice", "Choices": [{`+rule+`, "Next": "Yes"}], "Default": "No"},
		"Yes": {"Type": "Pass", "Result": true, "End": true}, "No": {"Type": "Pass", "Result": false, "End": true}}`)
	got, err := m.Run(context.Background(), decode(t, input), asl.Options{})
	require.NoError(t, err)
	return got.(bool)
}

func TestAPatternsAsterisksAndItsEscapes(t *testing.T) {
	t.Parallel()
	for pattern, c := range map[string]struct{ fits, fails []string }{
		`*`:           {[]string{"", "a", "*"}, nil},
		``:            {[]string{""}, []string{"a"}},
		`log-*.txt`:   {[]string{"log-.txt", "log-1.txt"}, []string{"log-1.txt.gz", "xlog-1.txt"}},
		`\\*`:         {[]string{"*"}, []string{"", "a", `\*`}},
		`a\\*b`:       {[]string{"a*b"}, []string{"ab", "axb"}},
		`a\\*b*`:      {[]string{"a*b", "a*bc"}, []string{"axbc"}},
		`a\\\\b`:      {[]string{`a\b`}, []string{"ab", `a\\b`}},
		`a\\\\*`:      {[]string{`a\`, `a\x`}, []string{"a", "a*"}},
		`*a*a*`:       {[]string{"aa", "xaxax"}, []string{"a", "xa"}},
		`ab*ba`:       {[]string{"abba", "ab-ba"}, []string{"aba"}},
		`?.[a-z]{1}$`: {[]string{"?.[a-z]{1}$"}, []string{"x.a"}},
		`é*`:          {[]string{"é", "écru"}, []string{"e"}},
	} {
		t.Run(pattern, func(t *testing.T) {
			t.Parallel()
			rule := `"Variable": "$.v", "StringMatches": "` + pattern + `"`
			for _, value := range c.fits {
				assert.True(t, holds(t, rule, encode(t, map[string]any{"v": value})), "%q should match", value)
			}
			for _, value := range c.fails {
				assert.False(t, holds(t, rule, encode(t, map[string]any{"v": value})), "%q should not match", value)
			}
		})
	}
}

func TestRulesMayBeNested(t *testing.T) {
	t.Parallel()
	is := func(name string) string { return `{"Variable": "$.` + name + `", "BooleanEquals": true}` }
	not := func(rule string) string { return `{"Not": ` + rule + `}` }
	list := func(kind string, rules ...string) string {
		return `{"` + kind + `": [` + strings.Join(rules, ", ") + `]}`
	}
	for name, c := range map[string]struct {
		rule string
		want func(a, b, c bool) bool
	}{
		"either, and a third": {list("And", list("Or", is("a"), is("b")), is("c")),
			func(a, b, c bool) bool { return (a || b) && c }},
		"both, or a third": {list("Or", list("And", is("a"), is("b")), is("c")),
			func(a, b, c bool) bool { return a && b || c }},
		"not both":  {not(list("And", is("a"), is("b"))), func(a, b, _ bool) bool { return !a || !b }},
		"neither":   {not(list("Or", is("a"), is("b"))), func(a, b, _ bool) bool { return !a && !b }},
		"twice not": {not(not(is("a"))), func(a, _, _ bool) bool { return a }},
		"one alone": {list("And", is("c")), func(_, _, c bool) bool { return c }},
		"exactly one of two": {list("Or", list("And", is("a"), not(is("b"))), list("And", not(is("a")), is("b"))),
			func(a, b, _ bool) bool { return a != b }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := range 8 {
				a, b, third := n&1 > 0, n&2 > 0, n&4 > 0
				input := fmt.Sprintf(`{"a": %t, "b": %t, "c": %t}`, a, b, third)
				rule := strings.TrimSuffix(strings.TrimPrefix(c.rule, "{"), "}")
				assert.Equal(t, c.want(a, b, third), holds(t, rule, input), input)
			}
		})
	}
}

// A payload of numbers counts as it is written: an execution that AWS ends must end here.
func TestAPayloadOfNumbersCanBeTooLarge(t *testing.T) {
	t.Parallel()
	m := machine(t, `{"A": {`+call+`, "ResultPath": "$.r", "End": true}}`)
	for length, want := range map[int]string{
		18_000: "",
		20_000: "States.DataLimitExceeded: The state 'A' has a payload of more than 256 KB.",
	} {
		numbers := make([]any, length)
		for i := range numbers {
			numbers[i] = json.Number("1772366400000")
		}
		_, err := m.Run(context.Background(), map[string]any{}, asl.Options{Tasks: answer(numbers)})
		if want == "" {
			require.NoError(t, err)
			continue
		}
		require.EqualError(t, err, want)
	}
}

func TestAMachineMayRunManyTimesAtOnce(t *testing.T) {
	t.Parallel()
	m := machine(t, `{
		"A": {`+call+`, "Parameters": {"n.$": "$.n", "run.$": "$$.Execution.Name"}, "ResultPath": "$.r",
			"Retry": [{"ErrorEquals": ["Busy"]}], "Next": "B"},
		"B": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($.r.n, $.n)", "run.$": "$.r.run"}, "End": true}}`)
	var running sync.WaitGroup
	for n := range 20 {
		running.Go(func() {
			failed := false
			got, err := m.Run(context.Background(), map[string]any{"n": n}, asl.Options{
				ExecutionName: fmt.Sprint("run-", n),
				Clock:         asl.NewSkippingClock(start),
				Tasks: tasks(func(_ context.Context, _, _ string, parameters any) (any, error) {
					if !failed {
						failed = true
						return nil, busy()
					}
					return parameters, nil
				}),
			})
			assert.NoError(t, err)
			assert.Equal(t, map[string]any{"sum": 2 * n, "run": fmt.Sprint("run-", n)}, got)
		})
	}
	running.Wait()
}
