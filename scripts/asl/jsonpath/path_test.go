package jsonpath_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/jsonpath"
)

var document = map[string]any{
	"a":    map[string]any{"b": "x", "with-dash": true, "null": nil},
	"list": []any{map[string]any{"n": 1}, map[string]any{"n": 2}, map[string]any{"m": 3}},
	"text": "t",
	"deep": map[string]any{
		"z": map[string]any{"id": 1, "in": []any{map[string]any{"id": 2}}},
		"a": map[string]any{"id": 3},
	},
	"nest": []any{map[string]any{"l": []any{1, 2}}, map[string]any{"l": "no list"}, map[string]any{"l": []any{3}}},
}

func TestGetFindsWhatThePathNames(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		path string
		want any
		none bool
	}{
		"everything":                        {path: "$", want: document},
		"a nested name":                     {path: "$.a.b", want: "x"},
		"a quoted name":                     {path: "$.a['with-dash']", want: true},
		"a null, which is there":            {path: "$.a.null", want: nil},
		"an element":                        {path: "$.list[1].n", want: 2},
		"the same of all that have it":      {path: "$.list[*].n", want: []any{1, 2}},
		"all elements":                      {path: "$.list[*]", want: document["list"]},
		"a name at every depth":             {path: "$.deep..id", want: []any{3, 1, 2}},
		"a name at no depth":                {path: "$..gone", want: []any{}},
		"a name at every depth of each":     {path: "$.list[*]..n", want: []any{1, 2}},
		"a name at every depth of a text":   {path: "$.text..n", want: []any{}},
		"all elements of lists, flat":       {path: "$.nest[*].l[*]", want: []any{1, 2, 3}},
		"an index in each":                  {path: "$.nest[*].l[1]", want: []any{2}},
		"depths of what is not there":       {path: "$.z..n", none: true},
		"a name that is not there":          {path: "$.a.c", none: true},
		"an index that is not there":        {path: "$.list[3]", none: true},
		"a name inside a text":              {path: "$.text.length", none: true},
		"an index inside an object":         {path: "$.a[0]", none: true},
		"all elements of what is no list":   {path: "$.a[*]", none: true},
		"all elements of what is not there": {path: "$.z[*].n", none: true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, err := jsonpath.Parse(c.path)
			require.NoError(t, err)
			got, there := path.Get(document)
			assert.Equal(t, !c.none, there)
			assert.Equal(t, c.want, got)
			assert.Equal(t, c.path, path.String())
		})
	}
}

func TestParseRejectsWhatImplementationsDifferIn(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		"a.b":       `path "a.b" does not start with $`,
		"$a":        `path "$a": "a" does not continue a path`,
		"$.":        `path "$.": "" is not a plain name`,
		"$.1a":      `path "$.1a": "1a" is not a plain name`,
		"$.a-b":     `path "$.a-b": "a-b" is not a plain name`,
		"$..":       `path "$..": .. is not supported, only ..name`,
		"$..*":      `path "$..*": ..* is not supported, only ..name`,
		"$..[0]":    `path "$..[0]": ..[0] is not supported, only ..name`,
		"$...a":     `path "$...a": ...a is not supported, only ..name`,
		"$..a.b":    `path "$..a.b": ".b" follows ..a, which must be the last step`,
		"$..a[0]":   `path "$..a[0]": "[0]" follows ..a, which must be the last step`,
		"$['a":      `path "$['a": [' is not closed`,
		"$[1":       `path "$[1": [ is not closed`,
		"$[-1]":     `path "$[-1]": [-1] is not supported, only [n], ['name'] and [*]`,
		"$[0:2]":    `path "$[0:2]": [0:2] is not supported, only [n], ['name'] and [*]`,
		"$.a[?(@)]": `path "$.a[?(@)]": [?(@)] is not supported, only [n], ['name'] and [*]`,
	}
	for text, want := range cases {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			_, err := jsonpath.Parse(text)
			require.EqualError(t, err, want)
		})
	}
}

func TestSetLeavesTheOriginalAlone(t *testing.T) {
	t.Parallel()
	path, err := jsonpath.Parse("$.a.new.deep")
	require.NoError(t, err)
	changed, ok := path.Set(document, 7)
	require.True(t, ok)
	got, there := path.Get(changed)
	require.True(t, there)
	assert.Equal(t, 7, got)
	assert.NotContains(t, document["a"], "new")
	assert.Equal(t, document["list"], changed.(map[string]any)["list"])
}

func TestSetNeedsObjectsOnTheWay(t *testing.T) {
	t.Parallel()
	for text, value := range map[string]any{"$.text.now": document, "$.a.null.now": document, "$.now": "text"} {
		path, err := jsonpath.Parse(text)
		require.NoError(t, err)
		_, ok := path.Set(value, 1)
		assert.False(t, ok, text)
	}
	whole, ok := jsonpath.Path{}.Set("text", 1)
	assert.True(t, ok)
	assert.Equal(t, 1, whole)
}

func TestOnlyAPathWithoutAListIsDefinite(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"$": true, "$.a[0]['b']": true, "$.a[*].b": false, "$..a": false} {
		path, err := jsonpath.Parse(text)
		require.NoError(t, err)
		assert.Equal(t, want, path.IsDefinite(), text)
	}
}

func TestOnlyAPathToOnePlaceIsAReference(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"$":            true,
		"$.a['b-c'].d": true,
		"$.a[0]":       false,
		"$.a[*]":       false,
		"$..a":         false,
	} {
		path, err := jsonpath.Parse(text)
		require.NoError(t, err)
		assert.Equal(t, want, path.IsReference(), text)
	}
	assert.Equal(t, "$", jsonpath.Path{}.String())
}
