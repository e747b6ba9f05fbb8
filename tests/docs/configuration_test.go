package docs_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/stacks/compute"
	"slipway/stacks/delivery"
	"slipway/stacks/foundation"
)

// loaders read a layer's configuration, by its namespace.
var loaders = map[string]func(config.Source) (any, error){
	"slipway-foundation": func(s config.Source) (any, error) { return foundation.LoadConfig(s) },
	"slipway-compute":    func(s config.Source) (any, error) { return compute.LoadConfig(s) },
	"slipway-delivery":   func(s config.Source) (any, error) { return delivery.LoadConfig(s) },
}

// asked is a configuration that notes which keys it is asked for.
type asked struct {
	values map[string]string
	keys   map[string]bool
}

func (a asked) Get(key string) (string, bool) {
	a.keys[key] = true
	value, ok := a.values[key]
	return value, ok
}

func (asked) Stack() string    { return "dev" }
func (a asked) Keys() []string { return slices.Sorted(maps.Keys(a.values)) }

// Beside is an environment with default settings; prod is in an account of its own.
func (asked) Beside(_, stack string) (config.Source, bool, error) {
	values := map[string]string{}
	if stack == "prod" {
		values["account"] = "444455556666"
	}
	return asked{values, map[string]bool{}}, true, nil
}

// load reads a layer with one key set, or with none, and gives what it asked for.
func load(t *testing.T, project string, values map[string]string) (any, []string) {
	t.Helper()
	source := asked{values, map[string]bool{}}
	c, err := loaders[project](source)
	require.NoError(t, err)
	for _, own := range []string{config.Simulated, config.Caller} {
		delete(source.keys, own) // the command's own
	}
	return c, slices.Sorted(maps.Keys(source.keys))
}

// documented are the rows about a layer: its own and those about all.
func documented(t *testing.T, project string) [][]string {
	t.Helper()
	text := page(t, "configuration.md")
	return append(rows(t, text, "## All layers"), rows(t, text, "## "+project)...)
}

func TestEveryKeyThatALayerReadsIsDocumentedAndNoOther(t *testing.T) {
	t.Parallel()
	for project := range loaders {
		t.Run(project, func(t *testing.T) {
			t.Parallel()
			var keys []string
			for _, row := range documented(t, project) {
				require.Len(t, row, 4)
				key, quoted := code(row[0])
				assert.True(t, quoted, row[0])
				keys = append(keys, key)
			}
			slices.Sort(keys)
			_, read := load(t, project, nil)
			assert.Equal(t, read, keys)
		})
	}
}

func TestADocumentedDefaultIsTheDefault(t *testing.T) {
	t.Parallel()
	for project := range loaders {
		t.Run(project, func(t *testing.T) {
			t.Parallel()
			want, _ := load(t, project, nil)
			literal := 0
			for _, row := range documented(t, project) {
				key, _ := code(row[0])
				if value, ok := code(row[1]); ok {
					literal++
					got, _ := load(t, project, map[string]string{key: value})
					assert.Equal(t, want, got, "%s of %s", value, key)
				}
			}
			assert.GreaterOrEqual(t, literal, 4)
		})
	}
}

func TestADocumentedExampleIsAcceptedAndMakesADifference(t *testing.T) {
	t.Parallel()
	for project := range loaders {
		t.Run(project, func(t *testing.T) {
			t.Parallel()
			without, _ := load(t, project, nil)
			for _, row := range documented(t, project) {
				key, _ := code(row[0])
				value, quoted := code(row[3])
				require.True(t, quoted, row[3])
				with, _ := load(t, project, map[string]string{key: value})
				assert.NotEqual(t, without, with, "%s of %s", value, key)
			}
		})
	}
}
