package contributing_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// root is the folder of the repository, from here.
const root = "../.."

// block is a block of commands that this test performs: the text that its failure
// prints, if it has to fail, and its lines.
var block = regexp.MustCompile("(?m)^<!-- performed(?:: fails with \"(.*)\")? -->\n```sh\n((?:.*\n)*?)```$")

// firstBlock is what the page asks for before anything else.
var firstBlock = regexp.MustCompile("(?s)\\A# Contributing\n.*?```sh\n(.*?)```")

// stories are the sections whose examples continue each other, on one copy each.
var stories = [][]string{
	{"Change a name"},
	{"Add a setting", "Add a resource type to a layer", "Add a component to a layer"},
	{"Add a command"},
}

func TestContributing(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/CONTRIBUTING.md")
	require.NoError(t, err)
	guide := string(text)

	first := firstBlock.FindStringSubmatch(guide)
	require.NotNil(t, first)
	sections := map[string]string{}
	for section := range strings.SplitSeq(guide, "\n## ") {
		title, body, _ := strings.Cut(section, "\n")
		sections[title] = body
	}
	told := 0
	for _, story := range stories {
		for _, title := range story {
			told += len(block.FindAllString(sections[title], -1))
		}
		t.Run(strings.Join(story, ", "), func(t *testing.T) {
			t.Parallel()
			folder := checkout(t)
			for _, title := range story {
				blocks := block.FindAllStringSubmatch(sections[title], -1)
				require.NotEmpty(t, blocks, title)
				for _, b := range blocks {
					perform(t, folder, first[1]+b[2], b[1])
				}
			}
		})
	}
	assert.Equal(t, strings.Count(guide, "<!-- performed"), told, "each example belongs to a story")

	t.Run("it names files that exist", func(t *testing.T) {
		t.Parallel()
		file := regexp.MustCompile("[`(]((?:shared|stacks|scripts|tests|docs|example|\\.vscode)/[A-Za-z0-9_./-]+)[`)]")
		for _, page := range []string{"CONTRIBUTING.md", "SECURITY.md"} {
			text, err := os.ReadFile(filepath.Join(root, page))
			require.NoError(t, err)
			named := file.FindAllStringSubmatch(string(text), -1)
			require.NotEmpty(t, named, page)
			for _, match := range named {
				_, err := os.Stat(filepath.Join(root, match[1]))
				assert.NoError(t, err, page)
			}
		}
	})
}

// perform runs the commands of a block. If they have to fail, their output holds the
// fault.
func perform(t *testing.T, folder, commands, fault string) {
	t.Helper()
	out, err := run(folder, commands)
	if fault == "" {
		require.NoError(t, err, "%s\n%s", commands, out)
		return
	}
	require.Error(t, err, commands)
	require.Contains(t, out, fault, commands)
}

// checkout copies the sources: what a person has after a clone.
func checkout(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	for _, entry := range entries {
		from, to := filepath.Join(root, entry.Name()), filepath.Join(folder, entry.Name())
		switch {
		case entry.Name() == ".git", entry.Name() == ".slipway":
		case entry.IsDir():
			require.NoError(t, os.CopyFS(to, os.DirFS(from)))
		default:
			text, err := os.ReadFile(from)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(to, text, 0o600))
		}
	}
	return folder
}

// run performs commands in a folder, in a shell that stops at the first fault and
// knows nothing of a make that runs this test.
func run(folder, commands string) (string, error) {
	shell := exec.Command("sh", "-euc", commands)
	shell.Dir = folder
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "MAKE") {
			shell.Env = append(shell.Env, variable)
		}
	}
	out, err := shell.CombinedOutput()
	return string(out), err
}
