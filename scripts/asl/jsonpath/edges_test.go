package jsonpath_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/jsonpath"
)

func TestQuotedNamesAreTakenAsTheyAre(t *testing.T) {
	t.Parallel()
	odd := map[string]any{
		"a.b": 1, "a b": 2, "": 3, "[0]": 4, "$": 5, "ключ": 6, `a"b`: 7, "a,b": map[string]any{"c]d": 8}, "*": 9,
	}
	for path, want := range map[string]any{
		"$['a.b']":        1,
		"$['a b']":        2,
		"$['']":           3,
		"$['[0]']":        4,
		"$['$']":          5,
		"$['ключ']":       6,
		`$['a"b']`:        7,
		"$['a,b']['c]d']": 8,
		"$['*']":          9,
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			parsed, err := jsonpath.Parse(path)
			require.NoError(t, err)
			got, there := parsed.Get(odd)
			assert.True(t, there)
			assert.Equal(t, want, got)
			assert.True(t, parsed.IsReference())
			changed, ok := parsed.Set(odd, "new")
			require.True(t, ok)
			got, _ = parsed.Get(changed)
			assert.Equal(t, "new", got)
		})
	}
}

// Two names in one bracket are a union, of which implementations make different things.
func TestMoreThanANameInQuotesIsRejected(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"$['a','b']":    `path "$['a','b']": ['a','b'] is not supported, only one name without quotes in it`,
		`$['it\'s']`:    `path "$['it\\'s']": ['it\'s'] is not supported, only one name without quotes in it`,
		`$["a"]`:        `path "$[\"a\"]": ["a"] is not supported, only [n], ['name'] and [*]`,
		"$[]":           `path "$[]": [] is not supported, only [n], ['name'] and [*]`,
		"$[1,2]":        `path "$[1,2]": [1,2] is not supported, only [n], ['name'] and [*]`,
		"$[+1]":         `path "$[+1]": [+1] is not supported, only [n], ['name'] and [*]`,
		"$[1 ]":         `path "$[1 ]": [1 ] is not supported, only [n], ['name'] and [*]`,
		"$[2147483648]": `path "$[2147483648]": [2147483648] is not supported, only [n], ['name'] and [*]`,
		"$.a ":          `path "$.a ": "a " is not a plain name`,
		"$ .a":          `path "$ .a": " .a" does not continue a path`,
		"$.*":           `path "$.*": "*" is not a plain name`,
		"":              `path "" does not start with $`,
		"@.a":           `path "@.a" does not start with $`,
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			_, err := jsonpath.Parse(path)
			require.EqualError(t, err, want)
		})
	}
}

func TestAWriteSharesWhatItDoesNotChange(t *testing.T) {
	t.Parallel()
	inner := map[string]any{"x": 1}
	before := map[string]any{"keep": inner, "change": map[string]any{"a": 1, "b": inner}}
	path, err := jsonpath.Parse("$.change.a")
	require.NoError(t, err)
	after, ok := path.Set(before, 2)
	require.True(t, ok)
	assert.Equal(t, map[string]any{"keep": inner, "change": map[string]any{"a": 2, "b": inner}}, after)
	assert.Equal(t, 1, before["change"].(map[string]any)["a"], "what was read before stays as it was")
	inner["x"] = 9
	assert.Equal(t, 9, after.(map[string]any)["keep"].(map[string]any)["x"], "nothing is copied for no reason")

	made, ok := path.Set(map[string]any{}, 3)
	require.True(t, ok)
	assert.Equal(t, map[string]any{"change": map[string]any{"a": 3}}, made, "the way there is made")
}
