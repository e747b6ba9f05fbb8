package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// root is the folder of the repository, from here.
const root = "../.."

// pages are the documents, by file name.
func pages(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	require.NoError(t, err)
	all := map[string]string{}
	for _, file := range files {
		all[filepath.Base(file)] = page(t, filepath.Base(file))
	}
	for _, name := range []string{
		"PROMPT.md", "IDEAL_RESPONSE.md", "MODEL_RESPONSE.md", "MODEL_FAILURES.md", "configuration.md",
	} { // R21
		require.Contains(t, all, name)
	}
	return all
}

// guard is how the documents name a test: its name and its folder.
var guard = regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9_]+)` in `([^`]+)`")

// loose is any test's name.
var loose = regexp.MustCompile("`(?:Test|Fuzz)[A-Z][A-Za-z0-9_]+`")

// declares reports whether a test file of the folder declares the test.
func declares(t *testing.T, folder, test string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, folder, "*_test.go"))
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.Contains(string(text), "\nfunc "+test+"(") {
			return true
		}
	}
	return false
}

func TestEveryTestThatADocumentNamesExists(t *testing.T) { // R21
	t.Parallel()
	named := 0
	for name, text := range pages(t) {
		for _, match := range guard.FindAllStringSubmatch(text, -1) {
			named++
			assert.True(t, declares(t, match[2], match[1]), "%s names %s, which is not in %s", name, match[1], match[2])
		}
		assert.Len(t, loose.FindAllString(text, -1), len(guard.FindAllString(text, -1)),
			"%s names tests without their folder", name)
	}
	assert.Greater(t, named, 60)
}

func TestEveryFileThatADocumentNamesExists(t *testing.T) {
	t.Parallel()
	file := regexp.MustCompile("`((?:stacks|shared|scripts|tests|docs|example/(?:api|stock))/?[a-z0-9_./-]*)`")
	link := regexp.MustCompile(`\]\(([A-Za-z_]+\.md)\)`)
	for name, text := range pages(t) {
		for _, match := range file.FindAllStringSubmatch(text, -1) {
			assert.True(t, exists(match[1]), "%s names %s", name, match[1])
		}
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			assert.True(t, exists(filepath.Join("docs", match[1])), "%s links to %s", name, match[1])
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(filepath.Join(root, path))
	return err == nil
}
