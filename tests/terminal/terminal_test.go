package terminal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

// local is the variable of make that every command here has.
const local = "ENV=local"

// verbs are the commands that an operator looks at most, in the order in which they are
// typed; the last takes the change that is planned.
var verbs = []string{"doctor", "status", "drift", "preview-all", "deploy-all"}

// outside changes how long a log group keeps its lines, as somebody does in the console.
func (d desk) outside(t *testing.T, days int) {
	t.Helper()
	all := localaws.Open(filepath.Join(d.root, ".slipway", "rehearsal", "aws"))
	groups, err := all.List("000000000000", "aws:cloudwatch/logGroup:LogGroup")
	require.NoError(t, err)
	for _, g := range groups {
		if strings.HasSuffix(g.URN, "::function-api-logs") {
			g.Outputs["retentionInDays"] = days
			require.NoError(t, all.Put(g))
			return
		}
	}
	require.Fail(t, "there is no such log group")
}

// settings gives the functions so much memory, which is a change from one run to the next.
func (d desk) settings(t *testing.T, memory int) {
	t.Helper()
	text := fmt.Sprintf("config:\n  slipway-compute:memory: %d\n", memory)
	file := filepath.Join(d.root, "stacks", "compute", "Pulumi.local.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if strings.HasPrefix(name, "deploy-all-") {
		got = inTurn(got)
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "%s; write it with `go test ./tests/terminal -update`", name)
}

// data is a line of it, a name and a value, which is not broken.
var data = regexp.MustCompile(`^\S+ \S+ {3,}\S+$`)

// fits tells which lines are broken by the terminal itself: none but a word, or a command
// in backticks or after a $, that is too long for a line of its own.
func fits(t *testing.T, columns int, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		words := strings.TrimSpace(line)
		if strings.Contains(words, "`") || strings.HasPrefix(words, "$ ") || data.MatchString(line) {
			continue
		}
		if len(strings.Fields(words)) > 1 {
			assert.Less(t, utf8.RuneCountInString(line), columns, line)
		}
	}
}

// plain is what holds no code but those that take live lines away: there is no colour, and
// the terminal is asked nothing.
func plain(t *testing.T, name, said string) {
	t.Helper()
	assert.NotContains(t, erases.ReplaceAllString(said, ""), "\x1b", name)
}

// What is at each place is the same but for how it is broken into lines.
func TestWhatAnOperatorSees(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.settings(t, 512)
	require.Contains(t, d.piped("deploy-all", local), "Next, push a change")
	memory := 512
	change := func() {
		memory = 1536 - memory // 512 and 1024 in turn
		d.settings(t, memory)
		d.outside(t, memory)
	}
	for _, columns := range []int{80, 40} {
		change()
		for _, verb := range verbs {
			said := d.typed(t, uint16(columns), verb, local)
			text, live := read(said)
			golden(t, fmt.Sprintf("%s-%d", verb, columns), d.settled(text))
			plain(t, verb, said)
			for _, line := range live {
				assert.Less(t, utf8.RuneCountInString(line), columns, line)
			}
			if verb == "deploy-all" {
				assert.Regexp(t, `(?m)^delivery +(deploying  )?\d+ of \d{3}  \d+\.\d s  checking `, strings.Join(live, "\n"))
			}
			if verb != "status" && verb != "drift" { // their data goes to scripts, too, and is not broken
				fits(t, columns, d.settled(text))
			}
		}
	}
	change()
	for _, verb := range verbs {
		said := d.piped(verb, local)
		golden(t, verb+"-pipe", d.settled(said))
		assert.NotContains(t, said, "\x1b", verb)
	}
	for name, c := range map[string]struct{ variable, as string }{
		"a terminal without colour is one":                      {"NO_COLOR=1", "80"},
		"one that cannot move its cursor gets lines, as a pipe": {"TERM=dumb", "dumb"},
	} {
		change()
		said := d.typed(t, 80, "deploy-all", local, c.variable)
		text, live := read(said)
		golden(t, "deploy-all-"+c.as, d.settled(text))
		plain(t, name, said)
		assert.Equal(t, c.as == "80", len(live) > 0, name)
	}
	t.Run("is what the page shows", examples)
}

// example is a block of docs/operations.md that shows a golden file.
var example = regexp.MustCompile("(?s)<!-- ([a-z0-9-]+) -->\n```text\n.*?```\n")

func examples(t *testing.T) {
	file := filepath.Join("..", "..", "docs", "operations.md")
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	shown := 0
	want := example.ReplaceAllStringFunc(string(page), func(block string) string {
		name := example.FindStringSubmatch(block)[1]
		text, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
		require.NoError(t, err)
		shown++
		return "<!-- " + name + " -->\n```text\n" + string(text) + "```\n"
	})
	assert.Equal(t, 3, shown)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o600))
		return
	}
	assert.Equal(t, want, string(page), "write it with `go test ./tests/terminal -update`")
}
