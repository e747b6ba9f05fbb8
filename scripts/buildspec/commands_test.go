package buildspec_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
)

// commands is a buildspec with one phase of these commands, each a YAML block.
func commands(lines ...string) string {
	var b strings.Builder
	b.WriteString(header + "  exported-variables: [A]\nphases:\n  build:\n    commands:\n")
	for _, line := range lines {
		b.WriteString("      - |\n        " + strings.ReplaceAll(line, "\n", "\n        ") + "\n")
	}
	return b.String()
}

func TestWhatACommandLeavesBehindGoesOnHoweverItEnds(t *testing.T) {
	t.Parallel()
	const report = `echo "A=${A:-none} in ${PWD##*/}"`
	cases := map[string]struct {
		command   string
		want      string
		succeeded bool
	}{
		"by its end":                              {"mkdir d && cd d\nexport A=1", "A=1 in d\n", true},
		"by exit":                                 {"mkdir d && cd d\nexport A=1\nexit 0\nexport A=2", "A=1 in d\n", true},
		"by exit under a trap of its":             {"trap 'echo bye' EXIT\nexport A=1", "bye\nA=1 in SRC\n", true},
		"by a program in its place":               {"export A=1\nexec true", "A=none in SRC\n", true},
		"by return":                               {"export A=1\nreturn 0", "A=1 in SRC\n", true},
		"with the last status of a list":          {"false; true\nexport A=1", "A=1 in SRC\n", true},
		"with unset":                              {"export A=1\nunset A", "A=none in SRC\n", true},
		"with a value of several lines and signs": {`export A=$'x\ny="z" $HOME'`, "A=x\ny=\"z\" $HOME in SRC\n", true},
		"with an empty value":                     {"export A=", "A=none in SRC\n", true},
		"with a function that is exported":        {"say() { echo said; }\nexport -f say", "A=none in SRC\n", true},
		"with a shell option":                     {"set -u\nexport A=1", "A=1 in SRC\n", true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			result, out, dir := run(t, commands(c.command, report), nil)
			want := strings.ReplaceAll(c.want, "SRC", dir[strings.LastIndex(dir, "/")+1:])
			assert.Equal(t, want, out)
			assert.Equal(t, c.succeeded, result.Succeeded())
		})
	}
}

func TestACommandFailsWithItsOwnStatus(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]string{
		"exit 7":                        "exit status 7: exit 7",
		"false":                         "exit status 1: false",
		"no-such-program":               "exit status 127: no-such-program",
		"return 5":                      "exit status 5: return 5",
		"set -e\nfalse\ntrue":           "exit status 1: set -e\nfalse\ntrue",
		"set -o pipefail\nfalse | cat":  "exit status 1: set -o pipefail\nfalse | cat",
		"trap 'true' EXIT\nfalse":       "exit status 1: trap 'true' EXIT\nfalse",
		"exec false":                    "exit status 1: exec false",
		"if then":                       "exit status 2: if then",
		"(exit 9)":                      "exit status 9: (exit 9)",
		"kill -TERM $$\nsleep 9":        "exit status -1: kill -TERM $$\nsleep 9",
		"A=1 bash -c 'exit $((A + 2))'": "exit status 3: A=1 bash -c 'exit $((A + 2))'",
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			result, out, _ := run(t, commands(command, "echo never"), nil)
			require.Len(t, result.Phases, 1)
			assert.Equal(t, buildspec.Failed, result.Phases[0].Status)
			assert.Equal(t, want, result.Phases[0].Failure)
			assert.NotContains(t, out, "never\n")
		})
	}
}

// A server that a test starts in the background must neither hold the build up nor fail it.
func TestAChildThatOutlivesItsCommandDoesNotFailTheBuild(t *testing.T) {
	t.Parallel()
	result, out, _ := run(t, commands("sleep 20 &\nexport A=$!", "kill \"$A\" && echo stopped"), nil)
	assert.True(t, result.Succeeded(), "%+v", result)
	assert.Equal(t, "stopped\n", out)
}

func TestBothStreamsAreInOrder(t *testing.T) {
	t.Parallel()
	_, out, _ := run(t, commands("echo one\necho two >&2\necho three", "echo four >&2"), nil)
	assert.Equal(t, "one\ntwo\nthree\nfour\n", out)
}

func TestABuildHasItsOwnHomeAndTemporaryFolder(t *testing.T) {
	t.Parallel()
	_, first, _ := run(t, commands(`echo "$HOME $TMPDIR" && touch "$HOME/.npmrc" "$TMPDIR/x"`), nil)
	_, second, _ := run(t, commands(`ls -A "$HOME" "$TMPDIR" | grep -c -e npmrc -e x; echo "$HOME $TMPDIR"`), nil)
	assert.True(t, strings.HasPrefix(second, "0\n"), "nothing of another build is there: %s", second)
	assert.NotEqual(t, first, strings.TrimPrefix(second, "0\n"))
}

func TestReportFilesAreFoundByCodeBuildsWildcards(t *testing.T) {
	t.Parallel()
	const files = "a.xml a.xml.bak deep/b.xml deep/er/c.xml deep/er/d.json 'with space.xml' '(x).xml'"
	for pattern, want := range map[string][]string{
		"'*.xml'":    {"(x).xml", "a.xml", "with space.xml"},
		"'**/*.xml'": {"(x).xml", "a.xml", "deep/b.xml", "deep/er/c.xml", "with space.xml"},
		"'**/*'": {
			"(x).xml", "a.xml", "a.xml.bak", "deep/b.xml", "deep/er/c.xml", "deep/er/d.json", "with space.xml",
		},
		"'deep/*.xml'":                {"deep/b.xml"},
		"'deep/**/*.xml'":             {"deep/b.xml", "deep/er/c.xml"},
		"a.xml":                       {"a.xml"},
		"'(x).xml'":                   {"(x).xml"},
		"'[a].xml'":                   nil,
		"none.xml":                    nil,
		"'*.xml', '**/*.json', a.xml": {"(x).xml", "a.xml", "deep/er/d.json", "with space.xml"},
	} {
		t.Run(pattern, func(t *testing.T) {
			t.Parallel()
			result, _, _ := run(t, commands("mkdir -p deep/er && touch "+files)+
				"reports:\n  unit:\n    files: ["+pattern+"]\n", nil)
			assert.Equal(t, []buildspec.Report{{Group: "unit", Files: want}}, result.Reports)
		})
	}
}

func TestAnExportedVariableThatIsNeverSetIsLeftOut(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]map[string]string{
		"true":              {},
		"A=1":               {},
		"export A=":         {"A": ""},
		"export A=1; false": {"A": "1"},
	} {
		result, _, _ := run(t, commands(command), nil)
		assert.Equal(t, want, result.Exported, command)
	}
}

func TestASourceFolderMayBeRelative(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	_, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(commands(`[ "$CODEBUILD_SRC_DIR" = "$PWD" ] && echo same`)),
		Dir:  ".",
		Out:  &out,
	})
	require.NoError(t, err)
	assert.Equal(t, "same\n", out.String())
}
