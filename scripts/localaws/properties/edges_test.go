package properties_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/properties"
)

func TestAPathEndsWhereNothingIs(t *testing.T) {
	t.Parallel()
	m := properties.Map{
		"list":  []any{map[string]any{"k": "v"}, nil, []any{"x"}},
		"empty": map[string]any{},
		"no":    false,
		"zero":  0.0,
		"text":  "",
		"a.b":   "dotted",
		"later": []any{properties.Unknown{}},
	}
	for path, there := range map[string]bool{
		"list.0.k":      true,
		"list.2.0":      true,
		"list.1":        false,
		"list.-1":       false,
		"list.3":        false,
		"list.0.k.more": false,
		"list.00.k":     true,
		"list.":         false,
		"empty":         true,
		"empty.k":       false,
		"no":            true,
		"zero":          true,
		"text":          true,
		"a.b":           false,
		"":              false,
		"later.0.x.y":   true,
		"gone.gone":     false,
	} {
		assert.Equal(t, there, m.Has(path), path)
	}
	assert.True(t, m.IsUnknown("later.0.anything.below"))
	n, known := m.Num("zero")
	assert.True(t, known)
	assert.Zero(t, n)
	text, known := m.Text("text")
	assert.True(t, known, "an empty text is a text")
	assert.Empty(t, text)
	assert.False(t, m.Bool("zero"), "a number is no truth value")
	assert.Empty(t, m.Strs("list"), "what is no text is left out")
}

func TestWhatGoesToTheEngineComesBackAsItWas(t *testing.T) {
	t.Parallel()
	given := properties.Map{
		"text":  "x",
		"n":     1.5,
		"yes":   true,
		"none":  nil,
		"later": properties.Unknown{},
		"list":  []any{"a", 2.0, nil, []any{}, map[string]any{"k": properties.Unknown{}}},
		"deep":  map[string]any{"a": map[string]any{"b": []any{false}}},
	}
	assert.Equal(t, given, properties.FromEngine(properties.ToEngine(given, nil)))
	assert.Equal(t, given, properties.FromEngine(properties.ToEngine(given, []string{"text", "list", "deep", "later"})),
		"a secret is the same value")
	assert.Equal(t, []string{"deep", "list", "text"},
		properties.Secrets(properties.ToEngine(given, []string{"text", "list", "deep", "later", "gone"})))
	assert.Empty(t, properties.FromEngine(nil))
}

func TestASecretInsideIsASecretOfItsProperty(t *testing.T) {
	t.Parallel()
	hidden := resource.MakeSecret(resource.NewProperty("s"))
	values := resource.PropertyMap{
		"open":   resource.NewProperty("o"),
		"inner":  resource.NewProperty(resource.PropertyMap{"k": hidden}),
		"listed": resource.NewProperty([]resource.PropertyValue{resource.NewProperty("a"), hidden}),
		"output": resource.NewProperty(resource.Output{
			Element: resource.NewProperty("o"),
			Known:   true,
			Secret:  true,
		}),
		"twice": resource.MakeSecret(hidden),
	}
	assert.Equal(t, []string{"inner", "listed", "output", "twice"}, properties.Secrets(values))
	assert.Equal(t, properties.Map{
		"open": "o", "inner": map[string]any{"k": "s"}, "listed": []any{"a", "s"}, "output": "o", "twice": "s",
	}, properties.FromEngine(values))
}

func TestTheUnknownIsFoundHoweverDeep(t *testing.T) {
	t.Parallel()
	later := properties.Unknown{}
	for name, c := range map[string]struct {
		value any
		want  bool
	}{
		"itself":             {later, true},
		"in a list":          {[]any{"a", later}, true},
		"in a list of lists": {[]any{[]any{[]any{later}}}, true},
		"in an object":       {map[string]any{"a": map[string]any{"b": later}}, true},
		"in a map":           {properties.Map{"a": []any{map[string]any{"b": later}}}, true},
		"nowhere":            {properties.Map{"a": []any{map[string]any{"b": "c"}}}, false},
		"in nothing":         {nil, false},
		"in a text":          {"unknown", false},
	} {
		assert.Equal(t, c.want, properties.HasUnknown(c.value), name)
	}
}
