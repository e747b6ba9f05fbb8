package expression_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/expression"
)

func TestFunctionsRejectWrongArguments(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		"States.ArrayContains(1, 2)":                 "States.ArrayContains: the first argument is no array",
		"States.ArrayGetItem($.list, 'x')":           "States.ArrayGetItem: the arguments are not an array and an index",
		"States.ArrayGetItem($.list, 2)":             "States.ArrayGetItem: index 2 is outside an array of 2",
		"States.ArrayGetItem($.list, -1)":            "States.ArrayGetItem: index -1 is outside an array of 2",
		"States.ArrayLength($.name)":                 "States.ArrayLength: the argument is no array",
		"States.Format(1)":                           "States.Format: the template is no text",
		"States.Format('{}')":                        "States.Format: the template has more {} than there are arguments",
		"States.Format('x', 1)":                      "States.Format: there are more arguments than {} in the template",
		"States.JsonMerge($.name, $.object, false)":  "States.JsonMerge: the first two arguments are not objects",
		"States.JsonMerge($.object, $.object, true)": "States.JsonMerge: only shallow merging, false, is supported",
		"States.MathAdd('1', 2)":                     "States.MathAdd: the arguments are not numbers",
		"States.StringSplit(1, 2)":                   "States.StringSplit: the arguments are not texts",
		"States.StringToJson(1)":                     "States.StringToJson: the argument is no text",
		`States.StringToJson('\{')`:                  "States.StringToJson: the text is no JSON",
		"States.ArrayGetItem($.list, 0.5)":           "States.ArrayGetItem: the arguments are not an array and an index",
	}
	for text, want := range cases {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			compiled, err := expression.Compile(text)
			require.NoError(t, err)
			_, err = compiled.Eval(scope)
			var rejected *expression.IntrinsicError
			require.ErrorAs(t, err, &rejected)
			assert.EqualError(t, err, want)
		})
	}
}

func TestNumberReadsEveryKindOfNumber(t *testing.T) {
	t.Parallel()
	for _, value := range []any{int(2), int32(2), int64(2), 2.0} {
		number, ok := expression.Number(value)
		assert.True(t, ok)
		assert.Equal(t, 2.0, number)
	}
	_, ok := expression.Number("2")
	assert.False(t, ok)
}

func TestFormatShowsEvenWhatIsNoJSON(t *testing.T) {
	t.Parallel()
	compiled, err := expression.Compile("States.Format('{}', $.f)")
	require.NoError(t, err)
	got, err := compiled.Eval(expression.Scope{Input: map[string]any{"f": complex(1, 2)}})
	require.NoError(t, err)
	assert.Equal(t, "(1+2i)", got)
}
