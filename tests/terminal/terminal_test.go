package terminal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/logs"
)

// local is the variable of make that every command here has.
const local = "ENV=local"

// verbs are the commands that an operator looks at most, in the order in which they are
// typed; the last takes the change that is planned.
var verbs = []string{"doctor", "status", "drift", "graph", "logs", "preview-all", "deploy-all"}

// variables are those of all of them.
var variables = []string{local, "OUT=local.html"}

// isData tells whose output goes to scripts, too, and is not broken.
var isData = map[string]bool{"status": true, "drift": true, "logs": true}

// outside changes how long a log group keeps its lines, as somebody does in the console.
func outside(t *testing.T, all *localaws.Store, days int) {
	t.Helper()
	groups, err := all.List(account, "aws:cloudwatch/logGroup:LogGroup")
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
	if strings.Contains(name, "deploy-all-") {
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

// What is at each place is the same but for how it is broken into lines, and the page shows it.
func TestWhatAnOperatorSees(t *testing.T) {
	t.Parallel()
	t.Run("is captured", func(t *testing.T) {
		t.Run("at a terminal", atATerminal)
		t.Run("in a day", inADay)
		t.Run("where another environment promotes", whereAnotherPromotes)
	})
	t.Run("is what the page shows", examples)
}

func atATerminal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.settings(t, 512)
	require.Contains(t, d.piped("deploy-all", local), "Next, push a change")
	aws := localaws.Open(filepath.Join(d.root, ".slipway", "rehearsal", "aws"))
	require.NoError(t, logs.Append(aws, account, "/aws/lambda/lambda-api-local", logs.Event{
		At:      time.Now(),
		Stream:  "2026/11/27/[1]8476a536",
		Message: "\x1b[31mGET /health 200\x1b[0m in 12 ms, of which most were spent on the way to the database and back\n",
	}))
	memory := 512
	change := func() {
		memory = 1536 - memory // 512 and 1024 in turn
		d.settings(t, memory)
		outside(t, aws, memory)
	}
	for _, columns := range []int{80, 40} {
		change()
		for _, verb := range verbs {
			said := d.typed(t, uint16(columns), verb, variables...)
			text, live := read(said)
			golden(t, fmt.Sprintf("%s-%d", verb, columns), d.settled(text))
			plain(t, verb, said)
			for _, line := range live {
				assert.Less(t, utf8.RuneCountInString(line), columns, line)
			}
			if verb == "deploy-all" {
				assert.Regexp(t, `(?m)^delivery +(deploying  )?\d+ of \d{3}  \d+\.\d s  checking `, strings.Join(live, "\n"))
			}
			if !isData[verb] {
				fits(t, columns, d.settled(text))
			}
		}
	}
	change()
	for _, verb := range verbs {
		said := d.piped(verb, variables...)
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
}

// example is a block of docs/operations.md that shows a golden file, or the part of it from
// one line to another, which are named by words in them.
var example = regexp.MustCompile(
	`<!-- ([a-z0-9-]+)(?: from "([^"]+)")?(?: to "([^"]+)")? -->` + "\n(?s)```text\n.*?```\n")

func examples(t *testing.T) {
	file := filepath.Join("..", "..", "docs", "operations.md")
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	shown := 0
	want := example.ReplaceAllStringFunc(string(page), func(block string) string {
		of := example.FindStringSubmatch(block)
		text, err := os.ReadFile(filepath.Join("testdata", of[1]+".txt"))
		require.NoError(t, err)
		shown++
		head, _, _ := strings.Cut(block, "\n")
		return head + "\n```text\n" + part(t, string(text), of[2], of[3]) + "```\n"
	})
	assert.Equal(t, strings.Count(want, "```text\n"), shown, "a block is written by hand")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o600))
		return
	}
	assert.Equal(t, want, string(page), "write it with `go test ./tests/terminal -update`")
}

// part is the text from the first line with some words to the first after it with others.
func part(t *testing.T, text, from, to string) string {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	begin, end := 0, len(lines)
	if from != "" {
		begin = slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, from) })
		require.GreaterOrEqual(t, begin, 0, from)
	}
	if to != "" {
		n := slices.IndexFunc(lines[begin:], func(line string) bool { return strings.Contains(line, to) })
		require.GreaterOrEqual(t, n, 0, to)
		end = begin + n + 1
	}
	shown := strings.Join(lines[begin:end], "")
	if from != "" {
		shown = "…\n" + shown
	}
	if to != "" {
		shown += "…\n"
	}
	return shown
}
