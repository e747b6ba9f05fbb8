package pulumitest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

func TestBeside(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		values map[string]string
		want   string
	}{
		"writes a list as a list": {map[string]string{"p:services": `["api"]`},
			"config:\n  p:services: [\"api\"]\n"},
		"writes an object as an object": {map[string]string{"p:paths": `{"api": "a/"}`},
			"config:\n  p:paths: {\"api\": \"a/\"}\n"},
		"writes anything else as text": {map[string]string{"p:account": "011122223333"},
			"config:\n  p:account: \"011122223333\"\n"},
		"writes a file if there are no values": {nil, "config: {}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := pulumitest.Beside(t, "dev", c.values)
			content, err := os.ReadFile(filepath.Join(root, "..", "foundation", "Pulumi.dev.yaml"))
			require.NoError(t, err)
			assert.Equal(t, c.want, string(content))
		})
	}
}
