package eventpattern_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/eventpattern"
)

func TestOperatorsAtTheirEdges(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		entries   string
		fits, not []string
	}{
		"an asterisk alone fits every text": {
			`{"wildcard": "*"}`, []string{`""`, `"a"`, `"*"`}, []string{`1`, `null`, `true`, `[]`},
		},
		"an empty wildcard fits the empty text": {`{"wildcard": ""}`, []string{`""`}, []string{`"a"`}},
		"parts in order, none used twice": {
			`{"wildcard": "a*a*a"}`, []string{`"aaa"`, `"abaca"`}, []string{`"aa"`, `"aab"`},
		},
		"a part that occurs earlier too": {
			`{"wildcard": "*ab*b"}`, []string{`"abb"`, `"xabxabb"`}, []string{`"ab"`, `"aab"`},
		},
		"an escaped asterisk at either end": {
			`{"wildcard": "\\*a*\\*"}`, []string{`"*a*"`, `"*ab*"`}, []string{`"a*"`, `"*a"`, `"xa*"`},
		},
		"an escaped asterisk beside a free one": {`{"wildcard": "*\\*"}`, []string{`"*"`, `"a*"`}, []string{`"a"`}},
		"letters beyond ASCII":                  {`{"wildcard": "é*ß"}`, []string{`"éß"`, `"é-ß"`}, []string{`"eß"`}},
		"case in letters beyond ASCII": {
			`{"equals-ignore-case": "ÉCOLE"}`, []string{`"école"`, `"École"`}, []string{`"ecole"`},
		},
		"a prefix as long as the text": {`{"prefix": "abc"}`, []string{`"abc"`, `"abcd"`}, []string{`"ab"`, `""`}},
		"anything but, of a list: one other element is enough": {
			`{"anything-but": ["a", "b"]}`, []string{`["a", "c"]`, `1`, `null`, `true`},
			[]string{`["a", "b"]`, `[]`, `["a", "a"]`},
		},
		"anything but a prefix, of what is no text": {
			`{"anything-but": {"prefix": "a"}}`, []string{`1`, `null`, `false`, `"b"`}, []string{`"a"`, `"ab"`, `[]`},
		},
		"anything but several suffixes": {
			`{"anything-but": {"suffix": [".md", ".txt"]}}`, []string{`"a.js"`, `"md"`}, []string{`"a.md"`, `".txt"`},
		},
		"anything but several wildcards": {
			`{"anything-but": {"wildcard": ["*/lib/*", "*.md"]}}`, []string{`"src/a.js"`}, []string{`"a/lib/b"`, `"x.md"`},
		},
		"anything but texts whose case does not matter": {
			`{"anything-but": {"equals-ignore-case": "Main"}}`, []string{`"mains"`, `1`}, []string{`"main"`, `"MAIN"`},
		},
		"numbers are compared by worth": {
			`{"numeric": ["=", 0.3]}`, []string{`0.3`, `0.30`, `3e-1`}, []string{`0.300001`, `"0.3"`, `null`},
		},
		"a range with both ends": {
			`{"numeric": [">=", -1, "<=", 1]}`, []string{`-1`, `0`, `1`, `1.0`}, []string{`-1.1`, `1.1`},
		},
		"the greatest numbers that may be compared": {
			`{"numeric": ["<=", 5000000000]}`, []string{`5000000000`, `-5000000000`}, []string{`5000000000.1`},
		},
		"zero has one worth": {`{"numeric": ["=", 0]}`, []string{`0`, `-0`, `0.0`, `0e5`}, []string{`0.1`}},
		"one entry of several is enough": {
			`"x", {"prefix": "y"}, {"numeric": [">", 3]}, null`, []string{`"x"`, `"yy"`, `4`, `null`},
			[]string{`"z"`, `3`, `false`},
		},
		"absence or a value": {`{"exists": false}, "x"`, []string{`"x"`, `[]`, `{"k": 1}`}, []string{`"y"`, `null`}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, value := range c.fits {
				assert.True(t, onX(t, c.entries, value), "%s should fit", value)
			}
			for _, value := range c.not {
				assert.False(t, onX(t, c.entries, value), "%s should not fit", value)
			}
		})
	}
}

func TestFieldNamesAreTakenAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ pattern, event string }{
		"with a dot":       {`{"a.b": [1]}`, `{"a.b": 1}`},
		"with a dollar":    {`{"$x": [1]}`, `{"$x": 1}`},
		"empty":            {`{"": [1]}`, `{"": 1}`},
		"named as a word":  {`{"exists": [1]}`, `{"exists": 1}`},
		"with a space":     {`{"detail type": ["x"]}`, `{"detail type": "x"}`},
		"below an object":  {`{"a": {"prefix": ["x"]}}`, `{"a": {"prefix": "x"}}`},
		"six levels below": {`{"a":{"b":{"c":{"d":{"e":{"f":[1]}}}}}}`, `{"a":{"b":{"c":{"d":{"e":{"f":1}}}}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.True(t, match(t, c.pattern, c.event))
			assert.False(t, match(t, c.pattern, `{"other": 1}`))
		})
	}
	assert.False(t, match(t, `{"a": {"b": [1]}}`, `{"a.b": 1}`), "a dot in a name is no step down")
	assert.False(t, match(t, `{"A": [1]}`, `{"a": 1}`), "case counts in names")
}

func TestEveryFaultOfAPatternIsReportedInOrder(t *testing.T) {
	t.Parallel()
	_, err := eventpattern.Parse([]byte(`{"z": [], "detail": {"b": [{"prefix": ""}, {"numeric": []}], "a": "x"},
		"$or": [{"k": [{"like": 1}]}, {"k": {}}]}`))
	require.EqualError(t, err, "event pattern is not valid: "+strings.Join([]string{
		"$or[0].k[0].like: the operator is not known",
		"$or[1].k: an empty object is not allowed",
		`detail.a: "x" must be an object or a list of values`,
		`detail.b[0].prefix: "" must be a text that is not empty`,
		"detail.b[1].numeric: must be a list of one comparison or of two bounds",
		"z: an empty list is not allowed",
	}, "\n"))
}

func TestRangesThatNoNumberIsInAreRejected(t *testing.T) {
	t.Parallel()
	const wrong = "two bounds must be a lower one and then a greater upper one"
	for _, bounds := range []string{
		`">", 5, "<", 4`, `">=", 5, "<=", 5`, `"<", 5, "<", 9`, `">", 1, ">", 2`, `"=", 1, "=", 1`, `">", 1, "=", 2`,
	} {
		t.Run(bounds, func(t *testing.T) {
			t.Parallel()
			_, err := eventpattern.Parse([]byte(`{"a": [{"numeric": [` + bounds + `]}]}`))
			require.EqualError(t, err, "event pattern is not valid: a[0].numeric: "+wrong)
		})
	}
}
