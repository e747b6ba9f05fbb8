package eventpattern_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/eventpattern"
)

func TestOr(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		pattern     string
		fits, fails []string
	}{
		"alternatives on different fields": {
			`{"$or": [{"a": [1]}, {"b": [{"exists": true}]}]}`,
			[]string{`{"a": 1}`, `{"b": null}`, `{"a": 2, "b": 0}`},
			[]string{`{"a": 2}`, `{}`, `{"c": 1}`},
		},
		"an alternative of two fields needs both": {
			`{"$or": [{"a": [1], "b": [2]}, {"c": [3]}]}`,
			[]string{`{"a": 1, "b": 2}`, `{"c": 3, "a": 9}`},
			[]string{`{"a": 1}`, `{"b": 2}`, `{"a": 1, "b": 3}`},
		},
		"two levels, each with its own": {
			`{"$or": [{"s": ["x"]}, {"s": ["y"]}], "d": {"$or": [{"k": [1]}, {"k": [2]}]}}`,
			[]string{`{"s": "x", "d": {"k": 2}}`, `{"s": "y", "d": {"k": 1}}`},
			[]string{`{"s": "z", "d": {"k": 1}}`, `{"s": "x", "d": {"k": 3}}`, `{"s": "x"}`, `{"d": {"k": 1}}`},
		},
		"one inside an alternative": {
			`{"$or": [{"a": [1], "$or": [{"b": [1]}, {"b": [2]}]}, {"c": [1]}]}`,
			[]string{`{"a": 1, "b": 2}`, `{"c": 1}`},
			[]string{`{"a": 1}`, `{"b": 2}`, `{"a": 1, "b": 3}`},
		},
		"absence as an alternative": {
			`{"d": {"$or": [{"error": [{"exists": false}]}, {"error": [{"prefix": "Throttl"}]}]}}`,
			[]string{`{"d": {"x": 1}}`, `{"d": {"error": "Throttling"}}`, `{}`},
			[]string{`{"d": {"error": "Denied"}}`, `{"d": {"error": null}}`},
		},
		"operators of every alternative": {
			`{"$or": [{"n": [{"numeric": [">", 5]}]}, {"t": [{"anything-but": {"suffix": ".md"}}]}]}`,
			[]string{`{"n": 6}`, `{"t": "a.js"}`, `{"n": 1, "t": "x"}`},
			[]string{`{"n": 5}`, `{"t": "a.md"}`, `{"n": 5, "t": "a.md"}`},
		},
		"one object of a list must meet an alternative": {
			`{"l": {"k": ["a"], "$or": [{"v": [1]}, {"v": [2]}]}}`,
			[]string{`{"l": [{"k": "b", "v": 1}, {"k": "a", "v": 2}]}`},
			[]string{`{"l": [{"k": "a", "v": 3}, {"k": "b", "v": 1}]}`, `{"l": []}`},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, event := range c.fits {
				assert.True(t, match(t, c.pattern, event), "%s should match", event)
			}
			for _, event := range c.fails {
				assert.False(t, match(t, c.pattern, event), "%s should not match", event)
			}
		})
	}
}

// A pattern is read once and asked by many deliveries at the same time.
func TestAPatternMayBeAskedByMany(t *testing.T) {
	t.Parallel()
	pattern, err := eventpattern.Parse([]byte(`{"a": [{"wildcard": "x*y"}, {"numeric": ["<", 3]}], "$or": [{"b": [1]},
		{"c": [{"anything-but": ["q"]}]}]}`))
	require.NoError(t, err)
	for _, c := range []struct {
		event string
		want  bool
	}{
		{`{"a": "x-y", "b": 1}`, true}, {`{"a": 2, "c": "p"}`, true}, {`{"a": 3, "b": 1}`, false},
		{`{"a": "xy", "c": "q"}`, false},
	} {
		for range 8 {
			t.Run(c.event, func(t *testing.T) {
				t.Parallel()
				got, err := pattern.Match([]byte(c.event))
				require.NoError(t, err)
				assert.Equal(t, c.want, got)
			})
		}
	}
}
