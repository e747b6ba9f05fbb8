package stories_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// goEnv asks the toolchain for one of its folders, so that a story does not
// compile everything anew.
func goEnv(name, fallback string) string {
	out, err := exec.Command("go", "env", name).Output()
	if dir := strings.TrimSpace(string(out)); err == nil && dir != "" {
		return dir
	}
	return filepath.Join(os.TempDir(), fallback)
}
