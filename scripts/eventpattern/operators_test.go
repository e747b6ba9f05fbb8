package eventpattern_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/eventpattern"
)

func TestOperators(t *testing.T) {
	t.Parallel()
	cases := []struct {
		entry    string
		fits     []string
		fitsNone []string
	}{
		{
			`{"prefix": "services/api/"}`,
			[]string{`"services/api/x"`, `["a", "services/api/"]`},
			[]string{`"services/api"`, `"x/services/api/"`, `1`, `null`},
		},
		{`{"prefix": {"equals-ignore-case": "Mona"}}`, []string{`"MONA lisa"`}, []string{`"amona"`}},
		{`{"suffix": ".md"}`, []string{`"README.md"`}, []string{`"README.mdx"`, `true`}},
		{`{"suffix": {"equals-ignore-case": ".MD"}}`, []string{`"readme.md"`}, []string{`"readme"`}},
		{`{"equals-ignore-case": "Push"}`, []string{`"push"`, `"PUSH"`}, []string{`"pushed"`, `1`}},
		{
			`{"wildcard": "refs/*/release-*"}`,
			[]string{`"refs/heads/release-1"`, `"refs//release-"`},
			[]string{`"refs/heads/main"`, `"refs/release-1"`},
		},
		{`{"wildcard": "*.js"}`, []string{`".js"`, `"a.js"`, `"a.js.js"`}, []string{`"a.jsx"`}},
		{`{"wildcard": "a*b*a"}`, []string{`"aba"`, `"axbxa"`}, []string{`"aa"`, `"ab"`, `"a"`}},
		{`{"wildcard": "ab*ba"}`, []string{`"abba"`}, []string{`"aba"`}},
		{`{"wildcard": "plain"}`, []string{`"plain"`}, []string{`"plainer"`}},
		{`{"wildcard": "a\\*b\\\\c"}`, []string{`"a*b\\c"`}, []string{`"axb\\c"`}},
		{`{"anything-but": "main"}`, []string{`"release"`, `1`, `["main", "other"]`}, []string{`"main"`, `["main"]`}},
		{`{"anything-but": 5}`, []string{`6`, `"5"`}, []string{`5`}},
		{`{"anything-but": ["a", "b"]}`, []string{`"c"`}, []string{`"a"`, `"b"`}},
		{`{"anything-but": [1, 2]}`, []string{`3`}, []string{`1`}},
		{`{"anything-but": {"prefix": "docs/"}}`, []string{`"src/x"`, `["docs/a", "src/b"]`}, []string{`"docs/x"`}},
		{`{"anything-but": {"prefix": ["docs/", "test/"]}}`, []string{`"src/x"`}, []string{`"docs/x"`, `"test/x"`}},
		{`{"anything-but": {"suffix": ".md"}}`, []string{`"a.js"`}, []string{`"a.md"`}},
		{`{"anything-but": {"equals-ignore-case": ["main"]}}`, []string{`"x"`}, []string{`"MAIN"`}},
		{`{"anything-but": {"wildcard": "*/tmp/*"}}`, []string{`"a/b"`}, []string{`"a/tmp/b"`}},
		{`{"numeric": ["=", 300]}`, []string{`300`, `300.0`, `3.0e2`}, []string{`301`, `"300"`, `true`}},
		{`{"numeric": ["<", 0]}`, []string{`-0.001`}, []string{`0`}},
		{`{"numeric": [">=", 0.1]}`, []string{`0.1`, `0.10`, `1`}, []string{`0.09`, `1e999999999`}},
		{`{"numeric": [">", 0, "<=", 5]}`, []string{`0.5`, `5`}, []string{`0`, `5.1`}},
		{`{"numeric": [">=", 0, "<", 5]}`, []string{`0`, `4.999`}, []string{`5`}},
	}
	for _, test := range cases {
		t.Run(test.entry, func(t *testing.T) {
			t.Parallel()
			for _, value := range test.fits {
				assert.True(t, onX(t, test.entry, value), "%s should fit", value)
			}
			for _, value := range test.fitsNone {
				assert.False(t, onX(t, test.entry, value), "%s should not fit", value)
			}
			assert.False(t, match(t, `{"x": [`+test.entry+`]}`, `{}`), "a field that is not there fits nothing")
		})
	}
}

func TestAPatternThatIsNotValidIsRejectedWithItsPlace(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		`{"a": "x"}`:      `a: "x" must be an object or a list of values`,
		`{"a": {"b": 1}}`: `a.b: 1 must be an object or a list of values`,
		`{"a": []}`:       `a: an empty list is not allowed`,
		`{"a": {}}`:       `a: an empty object is not allowed`,
		`{"a": [["x"]]}`:  `a[0]: a list in a list is not allowed`,
		`{"a": [{}]}`:     `a[0]: one operator is allowed, there are 0`,
		`{"a": [{"prefix": "x", "suffix": "y"}]}`: `a[0]: one operator is allowed, there are 2`,
		`{"a": ["ok", {"like": "x"}]}`:            `a[1].like: the operator is not known`,
		`{"a": [{"prefix": 1}]}`:                  `a[0].prefix: 1 must be a text that is not empty`,
		`{"a": [{"suffix": ""}]}`:                 `a[0].suffix: "" must be a text that is not empty`,
		`{"a": [{"prefix": {"prefix": "x"}}]}`:    `a[0].prefix: must be a text or {"equals-ignore-case": text}`,
		`{"a": [{"equals-ignore-case": null}]}`:   `a[0].equals-ignore-case: null must be a text`,
		`{"a": [{"exists": "yes"}]}`:              `a[0].exists: "yes" must be true or false`,
		`{"a": [{"wildcard": "x**"}]}`:            `a[0].wildcard: "x**": two asterisks in a row`,
		`{"a": [{"wildcard": "x\\y"}]}`:           `a[0].wildcard: "x\\y": only \* and \\ are escapes`,
		`{"a": [{"wildcard": "x\\"}]}`:            `a[0].wildcard: "x\\": a backslash escapes nothing`,
		`{"a": [{"anything-but": true}]}`: `a[0].anything-but: true must be a text, a number, ` +
			`a list or an operator`,
		`{"a": [{"anything-but": []}]}`:                  `a[0].anything-but: an empty list is not allowed`,
		`{"a": [{"anything-but": [null]}]}`:              `a[0].anything-but: null must be a text or a number`,
		`{"a": [{"anything-but": ["a", 1]}]}`:            `a[0].anything-but: texts and numbers cannot be mixed`,
		`{"a": [{"anything-but": {}}]}`:                  `a[0].anything-but: one operator is allowed, there are 0`,
		`{"a": [{"anything-but": {"prefix": []}}]}`:      `a[0].anything-but.prefix: an empty list is not allowed`,
		`{"a": [{"anything-but": {"prefix": ["a",1]}}]}`: `a[0].anything-but.prefix[1]: 1 must be a text that is not empty`,
		`{"a": [{"anything-but": {"numeric": "a"}}]}`: `a[0].anything-but.numeric: ` +
			`the operator is not known in anything-but`,
		`{"a": [{"numeric": 5}]}`:                 `a[0].numeric: must be a list of one comparison or of two bounds`,
		`{"a": [{"numeric": ["<", 1, ">"]}]}`:     `a[0].numeric: must be a list of one comparison or of two bounds`,
		`{"a": [{"numeric": ["==", 1]}]}`:         `a[0].numeric: "==" is not one of =, <, <=, >, >=`,
		`{"a": [{"numeric": ["", 1, "<", 5]}]}`:   `a[0].numeric: "" is not one of =, <, <=, >, >=`,
		`{"a": [{"numeric": [">", 5000000001]}]}`: `a[0].numeric: 5000000001 must be a number from -5.0e9 to 5.0e9`,
		`{"a": [{"numeric": [">", "1"]}]}`:        `a[0].numeric: "1" must be a number from -5.0e9 to 5.0e9`,
		`{"a": [{"numeric": ["<", 1, ">", 0]}]}`: `a[0].numeric: two bounds must be a lower one and then a ` +
			`greater upper one`,
		`{"a": [{"numeric": [">", 5, "<", 5]}]}`: `a[0].numeric: two bounds must be a lower one and then a greater upper one`,
		`{"$or": {"a": [1]}}`:                    `$or: must be a list of two or more patterns`,
		`{"d": {"$or": [{"a": [1]}]}}`:           `d.$or: must be a list of two or more patterns`,
		`{"$or": [{"a": [1]}, 2]}`:               `$or[1]: 2 is not a pattern`,
		`{"$or": [{"a": [1]}, {}]}`:              `$or[1]: an empty object is not allowed`,
		`{"b": 1, "a": []}`: "a: an empty list is not allowed\nb: " +
			"1 must be an object or a list of values",
		`null`: `null is not an object`,
	}
	for pattern, message := range cases {
		_, err := eventpattern.Parse([]byte(pattern))
		assert.EqualError(t, err, "event pattern is not valid: "+message, pattern)
	}
}
