package harness

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Earlier rewrites the state as if the resource had been deployed with another value
// of one input, as an earlier version of the program would have left it. The next
// deployment then updates that input.
func (h *Env) Earlier(t testing.TB, env string, r Resource, input string) {
	t.Helper()
	file := filepath.Join(h.State, ".pulumi", "stacks", "slipway-"+r.Layer, env+".json")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var state map[string]any
	require.NoError(t, json.Unmarshal(text, &state))
	changed := 0
	for _, entry := range list(object(object(state, "checkpoint"), "latest"), "resources") {
		found, _ := entry.(map[string]any)
		if found["urn"] != r.URN {
			continue
		}
		for _, side := range []string{"inputs", "outputs"} {
			properties := object(found, side)
			properties[input] = earlier(properties[input])
		}
		changed++
	}
	require.Equal(t, 1, changed, "%s in the state of %s", r.URN, env)
	text, err = json.Marshal(state)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, text, 0o600))
}

// earlier is another value of the same type.
func earlier(v any) any {
	switch v := v.(type) {
	case string:
		if v == "x86_64" { // what is ignored stays in the state, so it has to be valid
			return "arm64"
		}
		return v + "-earlier"
	case float64:
		return v + 1
	case bool:
		return !v
	case []any:
		other := slices.Clone(v)
		for i := range other {
			other[i] = earlier(other[i])
		}
		return other
	case map[string]any:
		other := maps.Clone(v)
		for key := range other {
			other[key] = earlier(other[key])
		}
		return other
	}
	return "earlier"
}

func object(in map[string]any, key string) map[string]any {
	found, _ := in[key].(map[string]any)
	return found
}

func list(in map[string]any, key string) []any {
	found, _ := in[key].([]any)
	return found
}
