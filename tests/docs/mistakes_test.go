package docs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every line of the page of mistakes says four things, and the last is the test that
// tries it.
func TestEveryMistakeIsTried(t *testing.T) { // R17
	t.Parallel()
	lines := 0
	for line := range strings.Lines(page(t, "mistakes.md")) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) < 3 || strings.Contains(line, "---") || strings.Contains(line, "tried by") {
			continue
		}
		lines++
		if assert.Len(t, cells, 6, line) {
			assert.Regexp(t, guard, cells[4], line)
		}
	}
	assert.Greater(t, lines, 40)
}
