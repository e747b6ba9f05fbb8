package docs_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var version = regexp.MustCompile(`(?m)^const Version = "(.+)"$`)

var release = regexp.MustCompile(`(?m)^## \[([^]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$`)

func TestChangelog(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/CHANGELOG.md")
	require.NoError(t, err)
	headings := release.FindAllStringSubmatch(string(text), -1)
	require.Greater(t, len(headings), 1)
	t.Run("begins with what is not released", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "Unreleased", headings[0][1])
		assert.Empty(t, headings[0][2])
	})
	t.Run("has the version that the command prints as the newest, dated", func(t *testing.T) {
		t.Parallel()
		code, err := os.ReadFile(root + "/scripts/cli/version.go")
		require.NoError(t, err)
		printed := version.FindSubmatch(code)
		require.NotNil(t, printed)
		assert.Equal(t, string(printed[1]), headings[1][1])
		assert.NotEmpty(t, headings[1][2])
	})
}
