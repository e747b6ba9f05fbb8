package arch_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// targets are those of the Makefile that take ENV=, as its lists have them.
func targets(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(root + "/Makefile")
	require.NoError(t, err)
	var all []string
	for _, list := range regexp.MustCompile(`(?m)^ON_[A-Z]+ := (.*)$`).FindAllStringSubmatch(string(text), -1) {
		all = append(all, strings.Fields(list[1])...)
	}
	require.Contains(t, all, "deploy-all")
	require.Contains(t, all, "release")
	return all
}

// A command ends somewhere in a sentence, and what a person copies is what stands between
// the backticks. A text that is nothing but a command begins with it: whoever prints it
// puts the backticks around.
func TestACommandInATextStandsInBackticks(t *testing.T) {
	t.Parallel()
	named := `make (?:` + strings.Join(targets(t), "|") + `)(?:[^\w-]|$)`
	bare := regexp.MustCompile("[^`\\w-]" + named)
	quoted := regexp.MustCompile("`" + named)
	seen := 0
	check := func(text, at string) {
		seen += len(quoted.FindAllString(text, -1))
		assert.NotRegexp(t, bare, text, at)
	}
	for _, s := range sources(t) {
		if s.isTest() || s.within("tests") {
			continue
		}
		texts(s.file, func(text string, at ast.Node) { check(text, s.at(at)) })
	}
	require.Greater(t, seen, 50, "in Go")
	seen = 0
	for _, file := range deployedTexts(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for i, line := range strings.Split(string(text), "\n") {
			if comment.MatchString(line) {
				continue
			}
			check(line, file+":"+strconv.Itoa(i+1))
		}
	}
	require.Greater(t, seen, 10, "in buildspecs and state machines")
}

// comment is a line that nobody is told.
var comment = regexp.MustCompile(`^\s*#|"Comment":`)

// deployedTexts are the files of the layers that hold messages, and are not Go.
func deployedTexts(t *testing.T) []string {
	t.Helper()
	var all []string
	require.NoError(t, filepath.WalkDir(root+"/stacks", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case strings.HasSuffix(name, ".asl.json"), strings.Contains(filepath.Dir(name), "buildspecs") &&
			!strings.HasSuffix(name, ".go"):
			all = append(all, name)
		}
		return nil
	}))
	return all
}

// texts visits the strings of a file. Those that are added are visited as one too, with a
// mark for what is no literal: a command may begin in the second of two.
func texts(file *ast.File, visit func(text string, at ast.Node)) {
	ast.Inspect(file, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if text, ok := added(e); ok {
				visit(text, n)
			}
		}
		return true
	})
}

// added is the text of an expression that is a string literal or a sum of some.
func added(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.SelectorExpr:
		if e.Sel.Name == "Command" { // of an error or of a report, which begins so
			return "make release", false
		}
	case *ast.BinaryExpr:
		left, isLeft := added(e.X)
		right, isRight := added(e.Y)
		if e.Op != token.ADD || !isLeft && !isRight {
			return "", false
		}
		return left + right, true
	}
	return "…", false
}
