package arch_test

import (
	"go/ast"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A literal of three or more keyed fields has each on a line of its own, so that a
// change to one field is a change to one line. Two fields may share a line.
func TestKeyedFieldsHaveLinesOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		byLine := map[string]int{}
		ast.Inspect(s.file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			fields := keyedFields(literal)
			own := map[string]bool{}
			for _, field := range fields {
				byLine[s.at(field)]++
				own[s.at(field)] = true
			}
			if len(fields) > 2 {
				assert.Len(t, own, len(fields), "%s: give each of the %d fields a line of its own", s.at(literal), len(fields))
			}
			return true
		})
		for line, fields := range byLine {
			assert.LessOrEqual(t, fields, 2, "%s: keyed fields on one line", line)
		}
	}
}

// keyedFields are the elements of a struct's literal that name their field. Maps and
// arrays have keys too, but no fields.
func keyedFields(literal *ast.CompositeLit) []ast.Node {
	switch literal.Type.(type) {
	case *ast.MapType, *ast.ArrayType:
		return nil
	}
	var fields []ast.Node
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if _, named := pair.Key.(*ast.Ident); named {
				fields = append(fields, pair)
			}
		}
	}
	return fields
}
