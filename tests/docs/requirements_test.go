package docs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryRequirementIsAnswered(t *testing.T) { // R21
	t.Parallel()
	text := page(t, "PROMPT.md")
	for heading, want := range map[string]struct {
		letter string
		last   int
	}{"## The shape": {"C", 5}, "## The system": {"R", 21}} {
		all := rows(t, text, heading)
		require.Len(t, all, want.last, heading)
		for i, row := range all {
			require.Len(t, row, 4)
			assert.Equal(t, fmt.Sprintf("%s%d", want.letter, i+1), row[0])
			assert.NotEmpty(t, row[2], "%s is met nowhere", row[0])
			assert.True(t, guarded(row[3]), "%s is shown by nothing", row[0])
		}
	}
}

func TestEveryFailureIsGuarded(t *testing.T) { // R21
	t.Parallel()
	text := page(t, "MODEL_FAILURES.md")
	failures := 0
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "## ") {
			continue
		}
		for _, row := range rows(t, text, line) {
			require.Len(t, row, 4, line)
			failures++
			assert.True(t, guarded(row[3]), "nothing guards against: %s", row[0])
		}
	}
	assert.Greater(t, failures, 30)
}

// guarded reports whether a cell names a test or a story.
func guarded(cell string) bool {
	return guard.MatchString(cell) || strings.Contains(cell, ".txtar`")
}
