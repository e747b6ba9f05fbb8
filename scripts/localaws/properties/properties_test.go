package properties_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/asset"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/properties"
)

var sample = properties.Map{
	"name": "a", "count": 2.0, "on": true, "later": properties.Unknown{}, "nothing": nil,
	"stages": []any{map[string]any{"name": "Source"}, properties.Unknown{}, map[string]any{"name": "Build"}},
	"tags":   map[string]any{"k": "v"}, "words": []any{"x", 1.0, "y"},
}

func TestValuesAreFoundByTheirPath(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "a", sample.Str("name"))
	assert.Equal(t, "Build", sample.Str("stages.2.name"))
	assert.Empty(t, sample.Str("stages.9.name"))
	assert.Empty(t, sample.Str("stages.x"))
	assert.Empty(t, sample.Str("name.more"))
	_, ok := sample.Text("count")
	assert.False(t, ok, "a number is no text")
	n, ok := sample.Num("count")
	assert.True(t, ok)
	assert.Equal(t, 2.0, n)
	assert.True(t, sample.Bool("on"))
	assert.False(t, sample.Bool("name"))
	assert.Equal(t, []string{"x", "y"}, sample.Strs("words"))
	assert.Equal(t, properties.Map{"k": "v"}, sample.Sub("tags"))
	assert.Equal(t, properties.Map{}, sample.Sub("name"))
	assert.Equal(t, []properties.Map{{"name": "Source"}, {"name": "Build"}}, sample.Maps("stages"),
		"what is unknown is left out")
	assert.Equal(t, []properties.Map{{"k": "v"}}, sample.Maps("tags"), "one object is a list of one")
	assert.Nil(t, sample.Maps("name"))
	assert.Nil(t, properties.Map(nil).Strs("words"))
}

func TestTheUnknownIsThereAndSaysNothing(t *testing.T) {
	t.Parallel()
	assert.True(t, sample.Has("later"))
	assert.True(t, sample.IsUnknown("later"))
	assert.True(t, sample.IsUnknown("later.inside"))
	assert.False(t, sample.IsUnknown("name"))
	assert.Empty(t, sample.Str("later"))
	assert.False(t, sample.Has("nothing"))
	assert.True(t, properties.HasUnknown(sample))
	assert.True(t, properties.HasUnknown(map[string]any{"a": []any{properties.Unknown{}}}))
	assert.False(t, properties.HasUnknown(properties.Map{"a": []any{"b"}}))
}

func TestTheEnginesValuesBecomePlain(t *testing.T) {
	t.Parallel()
	file, err := asset.FromText("hello")
	require.NoError(t, err)
	zip, err := archive.FromAssets(map[string]any{"a": file})
	require.NoError(t, err)
	m := resource.PropertyMap{
		"secret":   resource.MakeSecret(resource.NewProperty("s")),
		"computed": resource.MakeComputed(resource.NewProperty("")),
		"output":   resource.NewProperty(resource.Output{Element: resource.NewProperty("o"), Known: true}),
		"waiting":  resource.NewProperty(resource.Output{Element: resource.NewProperty("")}),
		"ref":      resource.NewProperty(resource.ResourceReference{ID: resource.NewProperty("id")}),
		"list": resource.NewProperty([]resource.PropertyValue{resource.NewProperty(1.0), resource.NewProperty(true),
			resource.NewNullProperty()}),
		"deep": resource.NewProperty(resource.PropertyMap{"inner": resource.MakeSecret(resource.NewProperty("i"))}),
		"file": resource.NewProperty(file), "zip": resource.MakeSecret(resource.NewProperty(zip)),
	}
	assert.Equal(t, properties.Map{
		"secret": "s", "computed": properties.Unknown{}, "output": "o", "waiting": properties.Unknown{}, "ref": "id",
		"list": []any{1.0, true, nil}, "deep": map[string]any{"inner": "i"},
		"file": properties.Archive{Hash: file.Hash}, "zip": properties.Archive{Hash: zip.Hash},
	}, properties.FromEngine(m))
	assert.Equal(t, []string{"deep", "secret", "zip"}, properties.Secrets(m))
	assert.True(t, properties.IsArchive(m["zip"]))
	assert.True(t, properties.IsArchive(m["file"]))
	assert.False(t, properties.IsArchive(m["deep"]))
}

func TestPlainValuesBecomeTheEngines(t *testing.T) {
	t.Parallel()
	out := properties.ToEngine(properties.Map{
		"a":      "x",
		"later":  properties.Unknown{},
		"hidden": []any{map[string]any{"k": properties.Unknown{}}},
		"map":    properties.Map{"n": 1.0},
		"nil":    nil,
	}, []string{"hidden", "later"})
	assert.Equal(t, "x", out["a"].StringValue())
	assert.True(t, out["later"].IsComputed(), "the unknown is no secret yet")
	assert.True(t, out["hidden"].IsSecret())
	assert.True(t, out["hidden"].SecretValue().Element.ArrayValue()[0].ObjectValue()["k"].IsComputed())
	assert.Equal(t, 1.0, out["map"].ObjectValue()["n"].NumberValue())
	assert.True(t, out["nil"].IsNull())
}
