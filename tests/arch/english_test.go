package arch_test

import (
	"go/ast"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

var (
	// plain lists the folders whose comments and identifiers are held to plain words.
	plain = []string{"stacks", "shared", "scripts"}

	// privateWords are words that a newcomer would have to learn.
	privateWords = regexp.MustCompile(
		`(?i)\b(rehears\w*|affairs?|handovers?|plumbing|besides|stand-?ins?|twins?|bears|house)\b`)

	// privateNames are the same words as the start of an identifier. Text in quotes
	// is free, as are the names made from it: SLIPWAY_AWS=rehearsal and the folder
	// .slipway/rehearsal must stay.
	privateNames = regexp.MustCompile(`(?i)^(rehears|affair|handover|standin|twin|house|plumbing)`)
)

func TestCommentsAndIdentifiersUsePlainWords(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, s := range sources(t) {
		if !slices.ContainsFunc(plain, s.within) {
			continue
		}
		seen++
		for _, group := range s.file.Comments {
			assert.NotRegexp(t, privateWords, group.Text(), s.at(group))
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok && privateNames.MatchString(name.Name) {
				t.Errorf("%s: %s is a private word; name it plainly", s.at(name), name.Name)
			}
			return true
		})
	}
	assert.Greater(t, seen, 100)
}
