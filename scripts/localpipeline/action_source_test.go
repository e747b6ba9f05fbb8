package localpipeline

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASourceHasNoInstalledPackages(t *testing.T) {
	t.Parallel()
	from, into := t.TempDir(), filepath.Join(t.TempDir(), "services", "api")
	for _, name := range []string{"src", "node_modules/regexparam"} {
		require.NoError(t, os.MkdirAll(filepath.Join(from, name), 0o750))
		require.NoError(t, os.WriteFile(filepath.Join(from, name, "index.js"), nil, 0o600))
	}
	require.NoError(t, pack(from, into))
	assert.FileExists(t, filepath.Join(into, "src", "index.js"))
	assert.NoDirExists(t, filepath.Join(into, "node_modules"))
}
