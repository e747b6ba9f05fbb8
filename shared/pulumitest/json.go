package pulumitest

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// JSON decodes the JSON text that an input holds, such as a policy.
func (x *Resource) JSON(t testing.TB, input string) map[string]any {
	t.Helper()
	text, ok := x.Inputs[input].(string)
	require.True(t, ok, "%s %s has no text in %s: %v", x.Type, x.Name, input, x.Inputs[input])
	var decoded map[string]any
	require.NoError(t, json.Unmarshal([]byte(text), &decoded))
	return decoded
}
