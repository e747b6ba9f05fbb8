package arch_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// closure is the folders of our code that a command is built from.
func closure(t *testing.T, command string) map[string]bool {
	t.Helper()
	imports := map[string][]string{}
	for _, s := range sources(t) {
		if !s.isTest() {
			imports[s.folder()] = append(imports[s.folder()], s.imports()...)
		}
	}
	found := map[string]bool{}
	for next := []string{command}; len(next) > 0; next = next[1:] {
		if found[next[0]] {
			continue
		}
		found[next[0]] = true
		for _, path := range imports[next[0]] {
			if folder, ours := strings.CutPrefix(path, "slipway/"); ours {
				next = append(next, folder)
			}
		}
	}
	return found
}

var (
	builtFrom = regexp.MustCompile(`(?m)^\$\((\w+)\): \$\(call sources,(.*)\)$`)
	binary    = regexp.MustCompile(`(?m)^(\w+) := \.slipway/bin/(\w+)$`)
)

// Make builds a command anew only when one of the folders it names has changed.
func TestMakeKnowsWhatEachCommandIsBuiltFrom(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/Makefile")
	require.NoError(t, err)
	named := map[string]string{}
	for _, match := range binary.FindAllStringSubmatch(string(text), -1) {
		named[match[1]] = match[2]
	}
	rules := builtFrom.FindAllStringSubmatch(string(text), -1)
	require.Len(t, rules, 2)
	for _, rule := range rules {
		folders := strings.Fields(rule[2])
		for folder := range closure(t, "scripts/cmd/"+named[rule[1]]) {
			known := false
			for _, above := range folders {
				known = known || folder == above || strings.HasPrefix(folder, above+"/")
			}
			assert.True(t, known, "%s is built from %s, which its rule in the Makefile does not name", named[rule[1]], folder)
		}
	}
}

// Linking the engine takes most of the time from an edit to a run.
func TestAChangeToALayerDoesNotLinkTheEngine(t *testing.T) {
	t.Parallel()
	slipway, programs := closure(t, "scripts/cmd/slipway"), closure(t, "scripts/cmd/programs")
	assert.Contains(t, slipway, "scripts/engine")
	assert.NotContains(t, programs, "scripts/engine")
	for _, layer := range []string{"foundation", "compute", "delivery"} {
		assert.Contains(t, programs, "stacks/"+layer)
		assert.NotContains(t, slipway, "stacks/"+layer)
	}
}

var compilerFlags = regexp.MustCompile(`'(-gcflags=[^']+)'|(-gcflags=[^\s')]+)`)

// The two Lambda functions share packages with the command. They come from the build
// cache only if both are compiled with the same flags.
func TestEverythingIsCompiledWithTheMakefilesFlags(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/Makefile")
	require.NoError(t, err)
	flags := compilerFlags.FindAllStringSubmatch(string(text), -1)
	require.Len(t, flags, 2)
	for _, file := range []string{"/scripts/bootstrap/build.go", "/stacks/delivery/receiverzip/compile.go"} {
		code, err := os.ReadFile(root + file)
		require.NoError(t, err)
		for _, flag := range flags {
			assert.Contains(t, string(code), `"`+flag[1]+flag[2]+`"`, file)
		}
	}
}
