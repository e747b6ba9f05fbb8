package terminal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

var (
	// typed is a command of make on a page: in backticks, or at the begin of a line.
	typed = regexp.MustCompile("(?m)(?:`|^ *)make ([a-z][a-z-]*)((?: [A-Z_]+=(?:\"[^\"]*\"|[^\\s`]*))*)")
	given = regexp.MustCompile(`\b([A-Z_]+)=`)
)

// Whoever types what a page says at night is not told that there is no such variable.
func TestThePagesTypeCommandsThatThereAre(t *testing.T) {
	t.Parallel()
	h := harness.New(t, nil)
	flags := map[string]string{}
	for _, name := range []string{"operations.md", "incident.md", "promotion.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
		require.NoError(t, err)
		seen := 0
		for _, command := range typed.FindAllStringSubmatch(string(text), -1) {
			verb := command[1]
			if flags[verb] == "" {
				r := h.Run(t, verb, "--help")
				require.Zero(t, r.Code, "%s: %s", name, command[0])
				flags[verb] = r.Said
			}
			for _, variable := range given.FindAllStringSubmatch(command[2], -1) {
				seen++
				flag := "--" + strings.ReplaceAll(strings.ToLower(variable[1]), "_", "-")
				assert.Regexp(t, regexp.QuoteMeta(flag)+`\b`, flags[verb], "%s: %s", name, command[0])
			}
		}
		assert.Greater(t, seen, 5, name)
	}
}
