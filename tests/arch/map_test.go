package arch_test

import (
	"go/ast"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	mapRow  = regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\| .+ \\|$")
	mapStep = regexp.MustCompile(`(?m)^\d+\. (.*)$`)
	// mapWord is a word in backticks in a step: a package, or a function in the one before.
	mapWord = regexp.MustCompile("`([A-Za-z/:]+)`")
)

func TestMap(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/scripts/README.md")
	require.NoError(t, err)
	packages, functions := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		packages[s.folder()] = true
		for _, declaration := range s.file.Decls {
			if f, ok := declaration.(*ast.FuncDecl); ok && !s.isTest() {
				functions[s.folder()+" "+f.Name.Name] = true
			}
		}
	}
	t.Run("has every package once and no other", func(t *testing.T) {
		t.Parallel()
		var rows []string
		for _, match := range mapRow.FindAllStringSubmatch(string(text), -1) {
			rows = append(rows, match[1])
		}
		slices.Sort(rows)
		assert.Equal(t, slices.Sorted(maps.Keys(packages)), rows)
	})
	t.Run("follows a push through functions that exist", func(t *testing.T) {
		t.Parallel()
		steps := mapStep.FindAllStringSubmatch(string(text), -1)
		assert.Greater(t, len(steps), 10)
		for _, step := range steps {
			folder, named := "", 0
			for _, word := range mapWord.FindAllStringSubmatch(step[1], -1) {
				switch name := word[1]; {
				case strings.Contains(name, "/"):
					folder = name
					assert.True(t, packages[folder], "no package %s: %s", folder, step[0])
				case strings.ToUpper(name) == name || strings.Contains(name, ":"):
				default:
					named++
					assert.True(t, functions[folder+" "+name], "no function %s in %s: %s", name, folder, step[0])
				}
			}
			assert.Positive(t, named, step[0])
		}
	})
}
