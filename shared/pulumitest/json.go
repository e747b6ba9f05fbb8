package pulumitest

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Decode gives JSON text as what it means.
func Decode(t testing.TB, text string) any {
	t.Helper()
	var decoded any
	require.NoError(t, json.Unmarshal([]byte(text), &decoded), "%s", text)
	return decoded
}

// JSON decodes the JSON object that an input holds as text, such as a policy.
func (x *Resource) JSON(t testing.TB, input string) map[string]any {
	t.Helper()
	text, ok := x.Inputs[input].(string)
	require.True(t, ok, "%s %s has no text in %s: %v", x.Type, x.Name, input, x.Inputs[input])
	object, ok := Decode(t, text).(map[string]any)
	require.True(t, ok, "%s %s has no object in %s: %s", x.Type, x.Name, input, text)
	return object
}

// Decoded are the inputs with every text that holds a JSON object or list of
// objects given as what it means, so that all can be compared at once.
func (x *Resource) Decoded(t testing.TB) map[string]any {
	t.Helper()
	all := maps.Clone(x.Inputs)
	for key, value := range all {
		if text, ok := value.(string); ok && (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[{")) {
			all[key] = Decode(t, text)
		}
	}
	return all
}
