package expression_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/expression"
)

// eval is the value of a text, over a document given as JSON.
func eval(t *testing.T, text, document string) (any, error) {
	t.Helper()
	compiled, err := expression.Compile(text)
	require.NoError(t, err)
	var input any
	require.NoError(t, json.Unmarshal([]byte(document), &input))
	return compiled.Eval(expression.Scope{Input: input})
}

// A definition holds its numbers as text, a document as float64: they must compare.
func TestArrayContainsComparesByWorth(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		text, document string
		want           bool
	}{
		"a number of the definition":    {"States.ArrayContains($.l, 2)", `{"l": [1, 2, 3]}`, true},
		"a number written another way":  {"States.ArrayContains($.l, 2.0)", `{"l": [1, 2, 3]}`, true},
		"a number that is a text there": {"States.ArrayContains($.l, 2)", `{"l": ["2"]}`, false},
		"a text that is a number there": {"States.ArrayContains($.l, '2')", `{"l": [2]}`, false},
		"a list the definition makes":   {"States.ArrayContains(States.Array(1, $.n), 7)", `{"n": 7}`, true},
		"null among others":             {"States.ArrayContains($.l, null)", `{"l": [0, "", false, null]}`, true},
		"null, which is not empty text": {"States.ArrayContains($.l, null)", `{"l": [0, "", false]}`, false},
		"false, which is not zero":      {"States.ArrayContains($.l, false)", `{"l": [0]}`, false},
		"an object with equal numbers":  {"States.ArrayContains($.l, $.o)", `{"l": [{"a": 1.0}], "o": {"a": 1}}`, true},
		"an object with a key more": {
			"States.ArrayContains($.l, $.o)", `{"l": [{"a": 1}], "o": {"a": 1, "b": 2}}`, false,
		},
		"a list in a list":         {"States.ArrayContains($.l, $.o)", `{"l": [[1, "a"]], "o": [1, "a"]}`, true},
		"a list in another order":  {"States.ArrayContains($.l, $.o)", `{"l": [["a", 1]], "o": [1, "a"]}`, false},
		"an object is no list":     {"States.ArrayContains($.l, $.o)", `{"l": [[]], "o": {}}`, false},
		"a list is no object":      {"States.ArrayContains($.l, $.o)", `{"l": [{}], "o": []}`, false},
		"nothing in an empty list": {"States.ArrayContains($.l, 1)", `{"l": []}`, false},
		"an object that came out of a text": {
			"States.ArrayContains($.l, States.StringToJson($.o))", `{"l": [{"a": 1}], "o": "{\"a\": 1}"}`, true,
		},
		"an object that differs in a number": {"States.ArrayContains($.l, $.o)", `{"l": [{"a": 1}], "o": {"a": 2}}`, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := eval(t, c.text, c.document)
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestTextIsWrittenAsAWSWritesIt(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ text, document, want string }{
		"signs that HTML would escape":      {"States.JsonToString($)", `{"q": "a<b>&c"}`, `{"q":"a<b>&c"}`},
		"the same inside a format":          {"States.Format('{}', $.o)", `{"o": ["<&>"]}`, `[<&>]`},
		"an object is no JSON":              {"States.Format('{}', $)", `{"b": [], "a": {"c": "x y"}}`, `{a={c=x y}, b=[]}`},
		"nor is a list":                     {"States.Format('{}', $.o)", `{"o": [1, "a", null, {}]}`, `[1, a, null, {}]`},
		"every reserved character":          {`States.Format('\'\{\}\\')`, `{}`, `'{}\`},
		"a backslash before a value":        {`States.Format('\\{}', 1)`, `{}`, `\1`},
		"reserved ones in another function": {`States.ArrayGetItem(States.Array('\'\{\}\\'), 0)`, `{}`, `'{}\`},
		"a template from the input":         {`States.Format($.o, 1)`, `{"o": "{ \\{\\}{} \\n"}`, `{ {}1 \n`},
		"a text on its own keeps its signs": {"States.Format('<{}>', $.o)", `{"o": "a&b"}`, `<a&b>`},
		"a text becomes a JSON text":        {"States.JsonToString($.o)", `{"o": "say \"x\""}`, `"say \"x\""`},
		"a new line stays inside":           {"States.JsonToString($.o)", `{"o": "a\n"}`, `"a\n"`},
		"null":                              {"States.Format('{}-{}', null, $.o)", `{"o": null}`, `null-null`},
		"truths":                            {"States.Format('{}{}', true, false)", `{}`, `truefalse`},
		"a whole number has no fraction":    {"States.Format('{}', $.o)", `{"o": 100000}`, `100000`},
		"a number as the definition has it": {"States.Format('{}', 1.50)", `{}`, `1.50`},
		"an empty list":                     {"States.Format('{}', States.Array())", `{}`, `[]`},
		"letters beyond ASCII":              {"States.Format('{} — {}', 'é', $.o)", `{"o": "日本"}`, `é — 日本`},
		"braces next to braces":             {"States.Format('{}{}', 'a', 'b')", `{}`, `ab`},
		"a brace of each kind, escaped":     {`States.Format('\{\}{}\}', 'a')`, `{}`, `{}a}`},
		"a comma and a bracket in a text":   {"States.Format('{}, ({})', 'a,b', ')')", `{}`, `a,b, ())`},
		"an escaped quote at the end":       {`States.Format('it\'s {}\'', 'x')`, `{}`, `it's x'`},
		"no space at all":                   {"States.Format('{}{}',1,2)", `{}`, `12`},
		"space around everything":           {"States.Format( '{}' , $.o )", `{"o": "x"}`, `x`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := eval(t, c.text, c.document)
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestNumbersAreAddedAsWholeNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"States.MathAdd(2, 3)":                      5,
		"States.MathAdd(2, -3)":                     -1,
		"States.MathAdd(1.6, 0)":                    2,
		"States.MathAdd(1.4, 1.4)":                  2,
		"States.MathAdd(-1.6, 0)":                   -2,
		"States.MathAdd($.n, 1)":                    42,
		"States.MathAdd(States.MathAdd(1, 1), 1)":   3,
		"States.MathAdd(States.ArrayLength($.l),1)": 3,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := eval(t, text, `{"n": 41, "l": ["a", "b"]}`)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
}

func TestTextIsCutAtEveryGivenCharacter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"States.StringSplit('a.b,c', '.,')":    `["a","b","c"]`,
		"States.StringSplit('.a..b.', '.')":    `["a","b"]`,
		"States.StringSplit('abc', ',')":       `["abc"]`,
		"States.StringSplit('', ',')":          `[]`,
		"States.StringSplit(',', ',')":         `[]`,
		"States.StringSplit('a→b→c', '→')":     `["a","b","c"]`,
		"States.StringSplit('repo@sha:1','@')": `["repo","sha:1"]`,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := eval(t, text, `{}`)
			require.NoError(t, err)
			data, err := json.Marshal(got)
			require.NoError(t, err)
			assert.Equal(t, want, string(data))
		})
	}
}
