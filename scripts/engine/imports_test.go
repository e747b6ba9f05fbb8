package engine_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pulumi/pkg promises no stable API, so one package alone may know it.
func TestNothingElseImportsPulumiPkg(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	var users []string
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			if strings.HasPrefix(strings.Trim(spec.Path.Value, `"`), "github.com/pulumi/pulumi/pkg/") {
				folder, _ := filepath.Rel(root, filepath.Dir(path))
				users = append(users, filepath.ToSlash(folder))
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, users)
	for _, user := range users {
		if user != "scripts/engine" {
			assert.Fail(t, "only scripts/engine may import github.com/pulumi/pulumi/pkg", user)
		}
	}
}
