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

	// notYetPlain lists the folders below those that still use a private word.
	notYetPlain = []string{"scripts/cli"}

	// privateWords are words that a newcomer would have to learn.
	privateWords = regexp.MustCompile(
		`(?i)\b(rehears\w*|affairs?|handovers?|plumbing|besides|stand-?ins?|twins?|bears|house)\b`)

	// privateNames are the same words as the start of an identifier. Text in quotes
	// is free, as are the names made from it: the token slipway:delivery:PlumbingAlarms,
	// SLIPWAY_AWS=rehearsal and the folder .slipway/rehearsal must stay.
	privateNames = regexp.MustCompile(`(?i)^(rehears|affair|handover|standin|twin|house)|^plumbing$`)
)

func heldToPlainWords(s source) bool {
	return slices.ContainsFunc(plain, s.within) && !slices.ContainsFunc(notYetPlain, s.within)
}

func TestCommentsAndIdentifiersUsePlainWords(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, s := range sources(t) {
		if !heldToPlainWords(s) {
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

// An exception that no longer applies must be deleted.
func TestEveryExceptionFromPlainWordsIsNeeded(t *testing.T) {
	t.Parallel()
	for _, folder := range notYetPlain {
		needed := slices.ContainsFunc(sources(t), func(s source) bool {
			return s.within(folder) && slices.ContainsFunc(s.file.Comments, func(g *ast.CommentGroup) bool {
				return privateWords.MatchString(g.Text())
			})
		})
		assert.True(t, needed, "%s uses plain words: take it off the list", folder)
	}
}
