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

// performed is a block of commands that this test runs: its mark and its lines.
var performed = regexp.MustCompile("(?m)^<!-- performed(: fails)? -->\n```sh\n((?:.*\n)*?)```$")

// firstBlock is what the page asks for before anything else.
var firstBlock = regexp.MustCompile("(?s)\\A# Contributing\n.*?```sh\n(.*?)```")

func TestContributing(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/CONTRIBUTING.md")
	require.NoError(t, err)
	guide := string(text)

	t.Run("its example changes a name and the test of names", func(t *testing.T) {
		t.Parallel()
		blocks := performed.FindAllStringSubmatch(guide, -1)
		require.Len(t, blocks, 2)
		folder := checkout(t)
		first := firstBlock.FindStringSubmatch(guide)
		require.NotNil(t, first)
		for _, block := range blocks {
			out, err := run(folder, first[1]+block[2])
			if block[1] == "" {
				require.NoError(t, err, "%s\n%s", block[2], out)
				continue
			}
			require.Error(t, err, block[2])
			assert.Contains(t, out, "dashboard-releases-dev", "the test names what changed")
		}
		changed, err := os.ReadFile(filepath.Join(folder, "shared/naming/environment.go"))
		require.NoError(t, err)
		assert.Contains(t, string(changed), `t.name(Dashboard, "releases")`)
	})
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

// checkout copies the sources: what a person has after a clone.
func checkout(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"Makefile", "go.work", "go.work.sum"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), text, 0o600))
	}
	for _, name := range []string{"shared", "stacks", "scripts", "tests"} {
		require.NoError(t, os.CopyFS(filepath.Join(folder, name), os.DirFS(filepath.Join(root, name))))
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
