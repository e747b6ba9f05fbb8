package harness

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"
)

// Conforms holds a command's JSON against a published schema, docs/<schema>.
func Conforms(t testing.TB, schema, text string) {
	t.Helper()
	compiled, err := jsonschema.Compile(filepath.Join("..", "..", "docs", schema))
	require.NoError(t, err)
	var decoded any
	require.NoError(t, json.Unmarshal([]byte(text), &decoded), text)
	require.NoError(t, compiled.Validate(decoded), "%s", text)
}
