package engine_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

func TestPlugin(t *testing.T) { // not parallel: the folder is a variable of the process
	home := t.TempDir()
	t.Setenv("PULUMI_HOME", home)
	none, err := engine.Plugin("aws")
	require.NoError(t, err)
	assert.Empty(t, none)
	for _, name := range []string{"resource-aws-v6.9.0", "resource-aws-v6.83.0", "resource-random-v9.0.0"} {
		folder := filepath.Join(home, "plugins", name)
		require.NoError(t, os.MkdirAll(folder, 0o755))
	}
	newest, err := engine.Plugin("aws")
	require.NoError(t, err)
	assert.Equal(t, "6.83.0", newest)
}
