package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var function = regexp.MustCompile("`(\\w+)` in `([a-z0-9_/]+\\.go)`")

func TestMap(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/scripts/README.md")
	require.NoError(t, err)
	t.Run("has a line for each package and no other", func(t *testing.T) {
		t.Parallel()
		var named []string
		for _, heading := range []string{"## scripts", "## shared, stacks, tests"} {
			for _, row := range rows(t, string(text), heading) {
				folder, ok := code(row[0])
				require.True(t, ok, "%s is not in backquotes", row[0])
				named = append(named, folder)
				assert.NotEmpty(t, row[1], folder)
			}
		}
		assert.ElementsMatch(t, packages(t), named)
	})
	t.Run("names functions that are there", func(t *testing.T) {
		t.Parallel()
		found := function.FindAllStringSubmatch(string(text), -1)
		require.Greater(t, len(found), 15)
		for _, match := range found {
			source, err := os.ReadFile(filepath.Join(root, match[2]))
			if assert.NoError(t, err) {
				declared := regexp.MustCompile(`(?m)^func (\([^)]*\) )?` + match[1] + `\(`)
				assert.Regexp(t, declared, string(source), "%s is not in %s", match[1], match[2])
			}
		}
	})
}

// packages are the folders with Go files, from the root.
func packages(t *testing.T) []string {
	t.Helper()
	seen := map[string]bool{}
	var all []string
	for _, above := range []string{"scripts", "shared", "stacks", "tests"} {
		err := filepath.WalkDir(filepath.Join(root, above), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) {
				return fs.SkipDir
			}
			folder, err := filepath.Rel(root, filepath.Dir(name))
			if filepath.Ext(name) == ".go" && !seen[folder] {
				seen[folder] = true
				all = append(all, filepath.ToSlash(folder))
			}
			return err
		})
		require.NoError(t, err)
	}
	return all
}
