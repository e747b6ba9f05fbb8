package arch_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the folder of go.work, from here.
const root = "../.."

// source is one Go file of the project.
type source struct {
	path  string // from the root, with slashes
	lines int
	file  *ast.File
	set   *token.FileSet
}

func (s source) isTest() bool   { return strings.HasSuffix(s.path, "_test.go") }
func (s source) folder() string { return path.Dir(s.path) }

// at is the place of a node, path:line.
func (s source) at(n ast.Node) string {
	return s.path + ":" + strconv.Itoa(s.set.Position(n.Pos()).Line)
}

// imports are the paths that the file imports.
func (s source) imports() []string {
	var all []string
	for _, spec := range s.file.Imports {
		text, _ := strconv.Unquote(spec.Path.Value)
		all = append(all, text)
	}
	return all
}

// within reports whether the file is in the folder or below it.
func (s source) within(folder string) bool { return strings.HasPrefix(s.path, folder+"/") }

// readSources parses every Go file once for all tests.
var readSources = sync.OnceValues(func() ([]source, error) {
	var all []source
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && d.Name() != filepath.Base(root)
		if d.IsDir() && (hidden || d.Name() == "node_modules" || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		all = append(all, source{filepath.ToSlash(relative), strings.Count(string(text), "\n"), file, set})
		return err
	})
	return all, err
})

func sources(t *testing.T) []source {
	t.Helper()
	all, err := readSources()
	require.NoError(t, err)
	require.Greater(t, len(all), 100, "the tests look where the project is")
	return all
}
