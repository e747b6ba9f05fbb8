package stories_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMakeTakesWhatIsTypedAsItIs runs the Makefile's targets with a command in the
// place of slipway that prints what reaches it.
func TestMakeTakesWhatIsTypedAsItIs(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	folder := t.TempDir()
	command := filepath.Join(folder, "slipway")
	require.NoError(t, os.WriteFile(command, []byte("#!/bin/sh\nprintf '%s|' \"$1\"; printenv \"$NAME\"\n"), 0o755))
	programs := filepath.Join(folder, "programs")
	require.NoError(t, os.WriteFile(programs, nil, 0o600))
	late := time.Now().Add(time.Hour) // so that nothing has to be built
	require.NoError(t, errors.Join(os.Chtimes(command, late, late), os.Chtimes(programs, late, late)))
	made := filepath.Join(folder, "made")
	values := map[string]string{
		"a dollar":               "costs $5, or $$5",
		"a function of make":     "$(shell touch " + made + ")",
		"a variable":             "${HOME} $HOME $(HOME) $@",
		"a command of the shell": "`touch " + made + "` $(touch " + made + "); touch " + made,
		"quotes":                 `it's "so" \ and \n`,
		"lines":                  "one\ntwo\n\tthree # no comment",
		"spaces and a hyphen":    "-n --help =: ",
		"a percent and a comma":  "100 %, {a,b} * ? ~ ! & | > " + made,
	}
	for target, names := range map[string][]string{
		"push": {"MESSAGE"}, "reject": {"SUMMARY"}, "deploy-all": {"ALLOW"},
	} {
		for _, name := range names {
			t.Run(target+" "+name, func(t *testing.T) {
				t.Parallel()
				for what, value := range values {
					for _, typed := range []bool{true, false} {
						if !typed && name != "MESSAGE" {
							continue
						}
						make := exec.Command("make", "-s", "-C", root, target, "SLIPWAY="+command, "PROGRAMS="+programs)
						make.Env = append(os.Environ(), "NAME="+name, "ENV=local", "LAYER=compute", "MAKEFLAGS=")
						if typed {
							make.Args = append(make.Args, name+"="+value)
						} else {
							make.Env = append(make.Env, name+"="+value)
						}
						out, err := make.Output()
						require.NoError(t, err, "%s: %s", what, out)
						assert.Equal(t, target+"|"+value, strings.TrimSuffix(string(out), "\n"), "%s, typed %t", what, typed)
						assert.NoFileExists(t, made, "%s, typed %t", what, typed)
					}
				}
			})
		}
	}
}

// TestEveryVariableIsTakenAsItIs asks make itself for each variable that it hands on.
func TestEveryVariableIsTakenAsItIs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../Makefile")
	require.NoError(t, err)
	_, given, found := strings.Cut(string(text), "\nGIVEN := ")
	require.True(t, found)
	given, _, _ = strings.Cut(given, "\n$(foreach")
	names := strings.Fields(strings.ReplaceAll(given, "\\", ""))
	assert.Greater(t, len(names), 15)
	folder := t.TempDir()
	made := filepath.Join(folder, "made")
	const value = "a $5 $$ $(HOME)"
	words := []string{"-s", "-C", "../..", "-f", "Makefile", "-f", filepath.Join(folder, "show.mk"), "show"}
	for _, name := range names {
		words = append(words, name+"="+value+"$(shell touch "+made+")")
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "show.mk"), []byte("show:\n\tenv\n"), 0o600))
	make := exec.Command("make", words...)
	make.Env = append(os.Environ(), "MAKEFLAGS=")
	out, err := make.Output()
	require.NoError(t, err)
	for _, name := range names {
		assert.Contains(t, "\n"+string(out), "\n"+name+"="+value+"$(shell touch "+made+")\n")
	}
	assert.NoFileExists(t, made)
}

// A variable with a name that nothing reads reaches the command as a name, and a target
// that there is not as a word.
func TestAVariableThatNothingReadsReachesTheCommand(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	folder := t.TempDir()
	command := filepath.Join(folder, "slipway")
	require.NoError(t, os.WriteFile(command, []byte("#!/bin/sh\necho \"$1|$SLIPWAY_UNREAD\"\n"), 0o755))
	programs := filepath.Join(folder, "programs")
	require.NoError(t, os.WriteFile(programs, nil, 0o600))
	late := time.Now().Add(time.Hour)
	require.NoError(t, errors.Join(os.Chtimes(command, late, late), os.Chtimes(programs, late, late)))
	typed := func(words ...string) string {
		words = append([]string{"-s", "-C", root, "SLIPWAY=" + command, "PROGRAMS=" + programs}, words...)
		make := exec.Command("make", words...)
		make.Env = append(os.Environ(), "MAKEFLAGS=")
		out, err := make.Output()
		require.NoError(t, err, "%s", out)
		return string(out)
	}
	assert.Regexp(t, `^freeze\|(.* )?SERVCE( .*)?\n$`, typed("freeze", "ENV=local", "SERVCE=$(shell false)"))
	assert.NotRegexp(t, `\b(ENV|SERVICE)\b`, typed("freeze", "ENV=local", "SERVICE=api"))
	assert.Regexp(t, `^deploy-al\|`, typed("deploy-al", "ENV=local"))
}
