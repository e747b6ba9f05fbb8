package docs_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/stacks/compute"
	"slipway/stacks/delivery"
	"slipway/stacks/foundation"
)

// update writes the files that are generated instead of comparing them.
var update = flag.Bool("update", false, "write the generated files")

// own are the keys of each layer, by its namespace.
var own = map[string][]config.Key{
	"slipway-foundation": foundation.Keys,
	"slipway-compute":    compute.Keys,
	"slipway-delivery":   delivery.Keys,
}

// tables are the generated tables of docs/configuration.md, by heading.
func tables() map[string][]config.Key {
	all := map[string][]config.Key{
		"All layers":            config.CommonKeys,
		"Settings of a service": config.SettingKeys(),
	}
	for project, keys := range own {
		all[project] = keys
	}
	return all
}

func table(keys []config.Key) string {
	var b strings.Builder
	b.WriteString("| Key | Default | Rule | Example |\n|---|---|---|---|\n")
	for _, k := range keys {
		fmt.Fprintf(&b, "| `%s` | %s | %s | `%s` |\n", k.Name, k.Default, k.Rule, k.Example)
	}
	return b.String()
}

// withTable returns the page with the table below the heading.
func withTable(t *testing.T, text, heading string, keys []config.Key) string {
	t.Helper()
	before, section, found := strings.Cut(text, "\n## "+heading+"\n")
	require.True(t, found, "no heading %q", heading)
	start := strings.Index(section, "\n|") + 1
	require.Positive(t, start, "no table below %q", heading)
	end := start
	for strings.HasPrefix(section[end:], "|") {
		end += strings.Index(section[end:], "\n") + 1
	}
	return before + "\n## " + heading + "\n" + section[:start] + table(keys) + section[end:]
}

// schema is the JSON schema of a stack file of any layer.
func schema(t *testing.T) string {
	t.Helper()
	properties := config.Schema{}
	for project, keys := range own {
		for _, key := range append(config.CommonKeys[:len(config.CommonKeys):len(config.CommonKeys)], keys...) {
			properties[config.FullKey(project, key.Name)] = config.Described(key)
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(config.Schema{
		"$schema":    "http://json-schema.org/draft-07/schema#",
		"title":      "A stack file of slipway, stacks/<layer>/Pulumi.<ENV>.yaml",
		"type":       "object",
		"properties": config.Schema{"config": config.Schema{"type": "object", "properties": properties}},
	}))
	return b.String()
}

func TestGeneratedDocuments(t *testing.T) {
	if !*update { // what is written must be there before another test reads it
		t.Parallel()
	}
	settings := page(t, "configuration.md")
	for heading, keys := range tables() {
		settings = withTable(t, settings, heading, keys)
	}
	for name, want := range map[string]string{
		"configuration.md":  settings,
		"stack.schema.json": schema(t),
	} {
		t.Run(name+" is what the declarations of the keys say", func(t *testing.T) {
			if !*update {
				t.Parallel()
			} else {
				require.NoError(t, os.WriteFile(filepath.Join(root, "docs", name), []byte(want), 0o600))
			}
			assert.Equal(t, want, page(t, name), "write it with `go test ./tests/docs -update`")
		})
	}
}

func TestSchema(t *testing.T) {
	t.Parallel()
	t.Run("has no key of a layer that the page has not, and the other way round", func(t *testing.T) {
		t.Parallel()
		var s struct {
			Properties struct {
				Config struct {
					Properties map[string]struct{ Description string }
				}
			}
		}
		require.NoError(t, json.Unmarshal([]byte(page(t, "stack.schema.json")), &s))
		for project := range loaders {
			for _, row := range documented(t, project) {
				key, _ := code(row[0])
				assert.Equal(t, row[2], s.Properties.Config.Properties[config.FullKey(project, key)].Description)
			}
		}
	})
}
