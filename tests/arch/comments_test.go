package arch_test

import (
	"go/ast"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEveryExportedNameHasAComment(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		for _, declaration := range s.file.Decls {
			for _, name := range undocumented(declaration) {
				assert.Fail(t, "exported without a comment", "%s %s", s.at(name), name.Name)
			}
		}
	}
}

// undocumented are the exported names of a declaration that no comment is about. A
// comment on a group is about each in it, and so is one that ends the line.
func undocumented(declaration ast.Decl) []*ast.Ident {
	var bare []*ast.Ident
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && receiverIsExported(d) {
			bare = append(bare, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
					bare = append(bare, s.Name)
				}
			case *ast.ValueSpec:
				if s.Doc != nil || s.Comment != nil || d.Doc != nil {
					continue
				}
				for _, name := range s.Names {
					if name.IsExported() {
						bare = append(bare, name)
					}
				}
			}
		}
	}
	return bare
}

func receiverIsExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	exported := false
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok && !exported {
			exported = name.IsExported()
			return false
		}
		return true
	})
	return exported
}

func TestEveryPackageHasOneComment(t *testing.T) {
	t.Parallel()
	comments := map[string]int{}
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		if s.file.Doc != nil {
			comments[s.folder()]++
		} else {
			comments[s.folder()] += 0
		}
	}
	for folder, n := range comments {
		assert.Equal(t, 1, n, "package comments in %s", folder)
	}
}
