package pulumitest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Beside makes the folder of a later layer's project, for Run.Root, with foundation's
// stack file beside it, in which later layers read what layers share. Values are
// by full key, as they are in Run.Config.
func Beside(t testing.TB, stack string, values map[string]string) string {
	t.Helper()
	lines := []string{"config: {}"}
	if len(values) > 0 {
		lines[0] = "config:"
	}
	for key, value := range values {
		if !strings.HasPrefix(value, "[") && !strings.HasPrefix(value, "{") {
			value = fmt.Sprintf("%q", value)
		}
		lines = append(lines, fmt.Sprintf("  %s: %s", key, value))
	}
	stacks := t.TempDir()
	folder := filepath.Join(stacks, "foundation")
	require.NoError(t, os.Mkdir(folder, 0o700))
	file := filepath.Join(folder, "Pulumi."+stack+".yaml")
	require.NoError(t, os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	return filepath.Join(stacks, "later")
}
