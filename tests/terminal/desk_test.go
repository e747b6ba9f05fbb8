package terminal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// desk is a checkout with an environment of its own, at which somebody types.
type desk struct{ bin, root string }

func newDesk(t *testing.T) desk {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	d := desk{bin: t.TempDir(), root: filepath.Join(t.TempDir(), "slipway")}
	for _, name := range []string{"slipway", "programs"} {
		require.NoError(t, os.Link(self, filepath.Join(d.bin, name)))
	}
	require.NoError(t, os.Mkdir(d.root, 0o700))
	require.NoError(t, harness.Checkout(root, d.root))
	return d
}

// command is a subcommand with variables of make.
func (d desk) command(verb string, variables ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(d.bin, "slipway"), verb)
	cmd.Dir = d.root
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch name {
		case "CI", "NO_COLOR", "TERM", "YES", "JSON", "PULUMI_BACKEND_URL", "SLIPWAY_LOCAL_DIR":
		default:
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "TERM=xterm-256color")
	cmd.Env = append(cmd.Env, variables...)
	return cmd
}

// piped is what the command writes into a pipe, to both streams.
func (d desk) piped(verb string, variables ...string) string {
	said, _ := d.command(verb, variables...).CombinedOutput()
	return string(said)
}

// typed is what the command writes to a terminal of so many columns, byte for byte.
func (d desk) typed(t *testing.T, columns uint16, verb string, variables ...string) string {
	t.Helper()
	terminal, err := pty.StartWithSize(d.command(verb, variables...), &pty.Winsize{Rows: 24, Cols: columns})
	require.NoError(t, err)
	defer func() { _ = terminal.Close() }()
	var said []byte
	for chunk := make([]byte, 4096); ; {
		n, err := terminal.Read(chunk)
		said = append(said, chunk[:n]...)
		if err != nil { // the command has ended
			return strings.ReplaceAll(string(said), "\r\n", "\n")
		}
	}
}

// erases is what the command takes its live lines away with.
var erases = regexp.MustCompile("\r(?:\x1b\\[(\\d+)A)?\x1b\\[J")

// read is what can be read on the terminal at the end, and each live line that stood there.
func read(said string) (text string, live []string) {
	for {
		at := erases.FindStringSubmatchIndex(said)
		if at == nil {
			return text + said, live
		}
		text += said[:at[0]]
		above := 0
		if at[2] >= 0 {
			above = int(said[at[2]] - '0')
		}
		lines := strings.Split(text, "\n")
		live = append(live, lines[len(lines)-1-above:]...)
		text = strings.Join(lines[:len(lines)-1-above], "\n")
		if len(lines)-1-above > 0 {
			text += "\n"
		}
		said = said[at[1]:]
	}
}

// volatile is what differs from run to run.
var volatile = []struct {
	pattern *regexp.Regexp
	is      string
}{
	{regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`), "00000000-0000-0000-0000-000000000000"},
	{regexp.MustCompile(`\d{4}-\d{2}-\d{2}([ T])\d{2}:\d{2}`), "2026-11-27${1}12:00"},
	{regexp.MustCompile(`([ T]12:00):\d{2}(\.\d{3})?`), "${1}:00"},
	{regexp.MustCompile(`\b[0-9a-f]{8}\b`), "00000000"},  // the begin of an id
	{regexp.MustCompile(`-\d{14}\b`), "-20261127120000"}, // of a tag
	{regexp.MustCompile(`\b\d+ (times|requests) while`), "33 $1 while"},
	{regexp.MustCompile(`(run|ran) there for \d+ min`), "$1 there for 0 min"},
	{regexp.MustCompile(`"milliseconds":\d+`), `"milliseconds":0`},
	{regexp.MustCompile(`//[a-z0-9]{10}\.execute-api`), "//a1b2c3d4e5.execute-api"},
	{regexp.MustCompile(`(secret-webhook-local)-\w{6}\b`), "$1-a1b2c3"},
	{regexp.MustCompile(`\b\d+\.\d s\b`), "0.0 s"},
	{regexp.MustCompile(`(?m)( +)\d+\.\d$`), "${1}0.0"},
	{regexp.MustCompile(`\d{8}T\d{6}\.\d{3}Z`), "20261127T120000.000Z"},
}

// settled is the text without what differs from run to run.
func (d desk) settled(text string) string { return settled(text, d.root) }

func settled(text, root string) string {
	text = strings.ReplaceAll(text, root, "/home/shop/slipway")
	for _, v := range volatile {
		text = v.pattern.ReplaceAllString(text, v.is)
	}
	seen := map[string]string{}
	return digests.ReplaceAllStringFunc(text, func(digest string) string {
		prefix, hex := digests.FindStringSubmatch(digest)[1], digests.FindStringSubmatch(digest)[2]
		if seen[hex[:12]] == "" {
			seen[hex[:12]] = strconv.Itoa(len(seen) + 1)
		}
		return prefix + strings.Repeat(seen[hex[:12]], len(hex))
	})
}

// digests are numbered in the order in which a text names them: whole, begun, or in a tag.
var digests = regexp.MustCompile(`(sha256:|releasing-|deployed-)([0-9a-f]{64}|[0-9a-f]{12})\b`)
