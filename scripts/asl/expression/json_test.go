package expression_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/expression"
)

func TestATextBecomesOneJSONValue(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ text, want string }{
		"an object":         {`{"a": [1, 2]}`, `{"a":[1,2]}`},
		"a text":            {`"x"`, `"x"`},
		"a number":          {`12`, `12`},
		"a long number":     {`12345678901234567890`, `12345678901234567890`},
		"null":              {`null`, `null`},
		"space around it":   {" [ ] \n", `[]`},
		"nothing":           {``, `null`},
		"only space":        {" \n", `null`},
		"two values":        {`1 2`, ``},
		"a cut-off object":  {`{"a":`, ``},
		"a word":            {`yes`, ``},
		"a trailing comma":  {`[1,]`, ``},
		"quotes of a shell": {`{'a': 1}`, ``},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compiled, err := expression.Compile("States.StringToJson($)")
			require.NoError(t, err)
			got, err := compiled.Eval(expression.Scope{Input: c.text})
			if c.want == "" {
				require.EqualError(t, err, "States.StringToJson: the text is no JSON")
				return
			}
			require.NoError(t, err)
			data, err := json.Marshal(got)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(data))
		})
	}
}

func TestWhatIsWrittenCanBeReadBack(t *testing.T) {
	t.Parallel()
	document := `{"a":[1,2.5,null,true,"<é&\"\\"],"b":{"c":{}},"d":""}`
	got, err := eval(t, "States.StringToJson(States.JsonToString($))", document)
	require.NoError(t, err)
	data, err := json.Marshal(got)
	require.NoError(t, err)
	assert.JSONEq(t, document, string(data))
}

func TestJsonToStringRejectsWhatJSONCannotSay(t *testing.T) {
	t.Parallel()
	compiled, err := expression.Compile("States.JsonToString($)")
	require.NoError(t, err)
	_, err = compiled.Eval(expression.Scope{Input: func() {}})
	require.EqualError(t, err, "States.JsonToString: json: unsupported type: func()")
}

func TestMergingLaysTheSecondOverTheFirst(t *testing.T) {
	t.Parallel()
	document := `{"below": {"a": 1, "deep": {"x": 1, "y": 1}}, "above": {"b": 2, "deep": {"x": 2}}, "none": {}}`
	for text, want := range map[string]string{
		"States.JsonMerge($.below, $.above, false)":                                  `{"a":1,"b":2,"deep":{"x":2}}`,
		"States.JsonMerge($.above, $.below, false)":                                  `{"a":1,"b":2,"deep":{"x":1,"y":1}}`,
		"States.JsonMerge($.below, $.none, false)":                                   `{"a":1,"deep":{"x":1,"y":1}}`,
		"States.JsonMerge($.none, $.none, false)":                                    `{}`,
		"States.JsonMerge(States.JsonMerge($.none, $.above, false), $.below, false)": `{"a":1,"b":2,"deep":{"x":1,"y":1}}`,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := eval(t, text, document)
			require.NoError(t, err)
			data, err := json.Marshal(got)
			require.NoError(t, err)
			assert.Equal(t, want, string(data))
		})
	}
}

func TestMergingLeavesItsArgumentsAlone(t *testing.T) {
	t.Parallel()
	below, above := map[string]any{"a": 1}, map[string]any{"b": 2}
	compiled, err := expression.Compile("States.JsonMerge($.x, $.y, false)")
	require.NoError(t, err)
	_, err = compiled.Eval(expression.Scope{Input: map[string]any{"x": below, "y": above}})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"a": 1}, below)
	assert.Equal(t, map[string]any{"b": 2}, above)
}

func TestAnItemIsTakenByItsIndex(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		"States.ArrayGetItem($.l, 0)":                                           "a",
		"States.ArrayGetItem($.l, $.i)":                                         "c",
		"States.ArrayGetItem($.l, States.MathAdd(States.ArrayLength($.l), -1))": "c",
		"States.ArrayGetItem(States.Array($.i, $.l), 0)":                        2.0,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := eval(t, text, `{"l": ["a", "b", "c"], "i": 2}`)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
}

func TestAFaultInsideAFunctionNamesTheInnerOne(t *testing.T) {
	t.Parallel()
	_, err := eval(t, "States.Format('{}', States.ArrayGetItem($.l, 9))", `{"l": ["a"]}`)
	require.EqualError(t, err, "States.ArrayGetItem: index 9 is outside an array of 1")
	_, err = eval(t, "States.MathAdd(States.ArrayLength($.gone), 1)", `{}`)
	require.EqualError(t, err, "the JSONPath '$.gone' could not be found in the input")
}
