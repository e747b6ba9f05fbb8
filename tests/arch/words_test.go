package arch_test

import (
	"go/ast"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// calls visits every call of the project's code, tests apart, with the name that
// is called (the part after the dot) and its literal texts.
func calls(t *testing.T, visit func(s source, call *ast.CallExpr, name string, texts []string)) {
	t.Helper()
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch f := call.Fun.(type) {
			case *ast.SelectorExpr:
				name = f.Sel.Name
			case *ast.Ident:
				name = f.Name
			}
			visit(s, call, name, literals(call.Args))
			return true
		})
	}
}

// literals are the strings of expressions, joined if they are added.
func literals(expressions []ast.Expr) []string {
	var texts []string
	for _, e := range expressions {
		text := ""
		ast.Inspect(e, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok {
				if part, err := strconv.Unquote(literal.Value); err == nil {
					text += part
				}
			}
			return true
		})
		texts = append(texts, text)
	}
	return texts
}

// An error that is wrapped five times says five times that something failed; the
// bare verb says what was being done, which is what a reader needs.
func TestErrorsSayWhatWasDoneNotThatItFailed(t *testing.T) {
	t.Parallel()
	filler := regexp.MustCompile(`(?i)\b(failed to|unable to|error while|could not)\b[^"]*%w`)
	seen := 0
	calls(t, func(s source, call *ast.CallExpr, name string, texts []string) {
		if name != "Errorf" && name != "New" || s.within("scripts/localaws") {
			return // the simulated AWS speaks in AWS's words, which are not ours to choose
		}
		for _, text := range texts {
			seen++
			assert.NotContains(t, strings.ToLower(text), "failed to", s.at(call))
			assert.NotRegexp(t, filler, text, s.at(call))
		}
	})
	assert.Greater(t, seen, 50)
}

// JSON put together by hand breaks at the first quote in a value.
func TestNoJSONIsMadeByFormatting(t *testing.T) {
	t.Parallel()
	object := regexp.MustCompile(`^\s*[{\[]\s*[{\[]?\s*"`)
	seen := 0
	calls(t, func(s source, call *ast.CallExpr, name string, texts []string) {
		if !strings.HasSuffix(strings.ToLower(name), "printf") {
			return
		}
		for _, text := range texts {
			seen++
			assert.NotRegexp(t, object, text, s.at(call))
		}
	})
	assert.Greater(t, seen, 20)
}

// Unfinished work belongs in a plan, not in a comment.
func TestNothingIsLeftToDoInComments(t *testing.T) {
	t.Parallel()
	mark := regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)
	for _, s := range sources(t) {
		for _, group := range s.file.Comments {
			assert.NotRegexp(t, mark, group.Text(), s.at(group))
		}
	}
}
