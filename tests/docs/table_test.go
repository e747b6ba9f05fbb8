package docs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// page is the text of a document in docs/.
func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../docs", name))
	require.NoError(t, err)
	return string(text)
}

// rows are the rows of the tables below the heading, without their head.
func rows(t *testing.T, text, heading string) [][]string {
	t.Helper()
	_, section, found := strings.Cut(text, "\n"+heading+"\n")
	require.True(t, found, "no heading %q", heading)
	level, _, _ := strings.Cut(heading, " ")
	section, _, _ = strings.Cut(section, "\n"+level+" ")
	var all [][]string
	for _, line := range strings.Split(section, "\n") {
		if !strings.HasPrefix(line, "|") {
			continue
		}
		var cells []string
		for _, cell := range strings.Split(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		all = append(all, cells)
	}
	require.Greater(t, len(all), 2, "no table below %q", heading)
	return all[2:]
}

// code is the text in backquotes if the cell has nothing else.
func code(cell string) (string, bool) {
	inner, quoted := strings.CutPrefix(cell, "`")
	inner, closed := strings.CutSuffix(inner, "`")
	return inner, quoted && closed && !strings.Contains(inner, "`")
}
