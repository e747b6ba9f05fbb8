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
		"$..a":      `path "$..a": "" is not a plain name`,
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
	changed := path.Set(document, 7)
	got, there := path.Get(changed)
	require.True(t, there)
	assert.Equal(t, 7, got)
	assert.NotContains(t, document["a"], "new")
	assert.Equal(t, document["list"], changed.(map[string]any)["list"])
}

func TestSetReplacesWhatStandsInTheWay(t *testing.T) {
	t.Parallel()
	path, err := jsonpath.Parse("$.text.now")
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"now": 1}, path.Set(document, 1).(map[string]any)["text"])
	assert.Equal(t, 1, jsonpath.Path{}.Set(document, 1))
}

func TestOnlyAPathToOnePlaceIsAReference(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"$": true, "$.a['b-c'].d": true, "$.a[0]": false, "$.a[*]": false} {
		path, err := jsonpath.Parse(text)
		require.NoError(t, err)
		assert.Equal(t, want, path.IsReference(), text)
	}
	assert.Equal(t, "$", jsonpath.Path{}.String())
}
