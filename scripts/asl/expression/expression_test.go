package expression_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/expression"
)

var scope = expression.Scope{
	Input: map[string]any{
		"name":   "api",
		"n":      json.Number("3"),
		"list":   []any{"a", "b"},
		"object": map[string]any{"k": "v"},
		"odd":    map[string]any{"a,b)": "found"},
	},
	Context: func() any { return map[string]any{"Execution": map[string]any{"Name": "run-1"}} },
}

func TestCompiledTextAnswersItsValue(t *testing.T) {
	t.Parallel()
	cases := map[string]any{
		"$.name":                                   "api",
		"$$.Execution.Name":                        "run-1",
		"States.Format('{}-{}', $.name, 7)":        "api-7",
		"States.Format('all: {}', $.object)":       `all: {k=v}`,
		`States.Format('\{{}\} it\'s', $.name)`:    "{api} it's",
		"States.MathAdd($.n, -1)":                  2,
		"States.ArrayLength($.list)":               2,
		"States.ArrayGetItem($.list, 1)":           "b",
		"States.ArrayContains($.list, 'b')":        true,
		"States.ArrayContains($.list, 'z')":        false,
		"States.Array(1, null, true, 'x')":         []any{json.Number("1"), nil, true, "x"},
		"States.Array()":                           []any{},
		"States.StringSplit('a@b@@c', '@')":        []any{"a", "b", "c"},
		"States.StringToJson('[1]')":               []any{json.Number("1")},
		"States.JsonToString($.object)":            `{"k":"v"}`,
		"States.JsonMerge($.object, $.odd, false)": map[string]any{"k": "v", "a,b)": "found"},
		"States.Format('{}', $.odd['a,b)'])":       "found",
		"States.ArrayGetItem(States.StringSplit('r@d', '@'), " +
			"States.MathAdd(States.ArrayLength(States.StringSplit('r@d', '@')), -1))": "d",
	}
	for text, want := range cases {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			compiled, err := expression.Compile(text)
			require.NoError(t, err)
			got, err := compiled.Eval(scope)
			require.NoError(t, err)
			if want, empty := want.([]any); empty && len(want) == 0 {
				assert.Empty(t, got)
				return
			}
			assert.Equal(t, want, got)
		})
	}
}

// many is a field with so many functions, each inside the next.
func many(functions int) string {
	return strings.Repeat("States.Array(", functions) + strings.Repeat(")", functions)
}

func TestTenFunctionsFitInAField(t *testing.T) {
	t.Parallel()
	_, err := expression.Compile(many(10))
	require.NoError(t, err)
	_, err = expression.Template(map[string]any{"a.$": many(10), "b.$": many(10)})
	require.NoError(t, err, "each field counts for itself")
	_, err = expression.Compile("States.Array(" + strings.Repeat("States.UUID(), ", 9) + "States.UUID())")
	require.ErrorContains(t, err, "more than 10 functions", "those side by side count too")
}

func TestCompileRejectsWhatCannotRun(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		"name":                   `"name" is neither a path nor an intrinsic function`,
		"$.a..b.c":               `path "$.a..b.c": ".c" follows ..b, which must be the last step`,
		"States.Format":          `intrinsic function "States.Format": "States.Format" has no (`,
		"States.Nope()":          `intrinsic function "States.Nope()": States.Nope is not supported`,
		"States.MathAdd(1)":      `intrinsic function "States.MathAdd(1)": States.MathAdd does not take 1 arguments`,
		"States.MathAdd(1, 2) x": `intrinsic function "States.MathAdd(1, 2) x": " x" follows its end`,
		"States.MathAdd(1 'a')": `intrinsic function "States.MathAdd(1 'a')": argument "1 'a'" is no path, ` +
			`no number and not quoted`,
		"States.Format('a' 'b')": `intrinsic function "States.Format('a' 'b')": "'b')" is neither , nor )`,
		`States.Format('a\n')`: `intrinsic function "States.Format('a\\n')": ` +
			`a backslash escapes none of '{}\; write \\ for a backslash`,
		`States.Format('a\`: `intrinsic function "States.Format('a\\": ` +
			`a backslash escapes none of '{}\; write \\ for a backslash`,
		"States.Format('plain { brace')": `intrinsic function "States.Format('plain { brace')": ` +
			`a quoted text has { without a backslash before it`,
		"States.Format('{}', '{}')": `intrinsic function "States.Format('{}', '{}')": ` +
			`a quoted text has { without a backslash before it`,
		"States.StringToJson('}')": `intrinsic function "States.StringToJson('}')": ` +
			`a quoted text has } without a backslash before it`,
		"States.UUID(1)":   `intrinsic function "States.UUID(1)": States.UUID does not take 1 arguments`,
		many(11):           `intrinsic function "` + many(11) + `": there are more than 10 functions in one field`,
		"States.Format('a": `intrinsic function "States.Format('a": a quoted text is not closed`,
		"States.Format(a)": `intrinsic function "States.Format(a)": argument "a" is no path, ` +
			`no number and not quoted`,
		"States.Format(1": `intrinsic function "States.Format(1": "" is neither , nor )`,
		"States.Format($.a[-1])": `intrinsic function "States.Format($.a[-1])": path "$.a[-1]": [-1] is not supported, ` +
			`only [n], ['name'] and [*]`,
		"States.Format(States.No())": `intrinsic function "States.Format(States.No())": States.No is not supported`,
	}
	for text, want := range cases {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			_, err := expression.Compile(text)
			require.EqualError(t, err, want)
		})
	}
}

func TestEvalSaysWhichPathLeadsNowhere(t *testing.T) {
	t.Parallel()
	for text, path := range map[string]string{
		"$.a.b":                       "$.a.b",
		"$$.Task.Token":               "$$.Task.Token",
		"States.Format('{}', $.gone)": "$.gone",
	} {
		compiled, err := expression.Compile(text)
		require.NoError(t, err)
		_, err = compiled.Eval(scope)
		var missing *expression.MissingError
		require.ErrorAs(t, err, &missing)
		require.EqualError(t, err, "the JSONPath '"+path+"' could not be found in the input")
	}
}
