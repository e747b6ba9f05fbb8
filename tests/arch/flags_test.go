package arch_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var makeFlags = regexp.MustCompile(`(?m)^FLAGS := (.*)$`)

// With other flags a shell, an editor or a debugger would compile all of Pulumi again.
func TestBuildFlags(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/Makefile")
	require.NoError(t, err)
	match := makeFlags.FindStringSubmatch(string(text))
	require.NotNil(t, match, "the Makefile sets FLAGS")
	want := map[string]string{"CGO_ENABLED": "0", "GOFLAGS": match[1]}

	t.Run("make env gives a shell those of the Makefile", func(t *testing.T) {
		t.Parallel()
		script := `eval "$(make -s env)" && eval "$(make -s env)" && printf '%s\n%s' "$CGO_ENABLED" "$GOFLAGS"`
		cmd := exec.Command("sh", "-c", script)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOENV=off", "GOFLAGS=", "CGO_ENABLED=1", "MAKEFLAGS=")
		got, err := cmd.Output()
		require.NoError(t, err)
		assert.Equal(t, want["CGO_ENABLED"]+"\n"+want["GOFLAGS"], string(got))
	})
	t.Run("make env gives a shell those that make builds with, whatever a person has set", func(t *testing.T) {
		t.Parallel()
		for _, set := range []string{"", "-tags=a", "-tags='a b$HOME'"} {
			env := append(os.Environ(), "GOENV=off", "CGO_ENABLED=1", "MAKEFLAGS=", "GOFLAGS="+set)
			shell := exec.Command("sh", "-c", `eval "$(make -s env)" && printf '%s\n%s' "$CGO_ENABLED" "$GOFLAGS"`)
			shell.Dir, shell.Env = root, env
			got, err := shell.Output()
			require.NoError(t, err)
			assert.Equal(t, builtWith(t, env), string(got))
			assert.Contains(t, string(got), set)
		}
	})
	t.Run("editors have those of the Makefile", func(t *testing.T) {
		t.Parallel()
		text, err := os.ReadFile(root + "/.vscode/settings.json")
		require.NoError(t, err)
		var settings struct {
			Tools map[string]string `json:"go.toolsEnvVars"`
			Gopls struct {
				Env map[string]string `json:"build.env"`
			} `json:"gopls"`
		}
		require.NoError(t, json.Unmarshal(text, &settings))
		assert.Equal(t, want, settings.Tools)
		assert.Equal(t, want, settings.Gopls.Env)
	})
	t.Run("direnv asks make", func(t *testing.T) {
		t.Parallel()
		text, err := os.ReadFile(root + "/.envrc")
		require.NoError(t, err)
		assert.Contains(t, string(text), "\neval \"$(make env)\"\n")
	})
}

// builtWith is what the compiler finds in its environment when make starts it: a go
// command that only writes that down takes its place.
func builtWith(t *testing.T, env []string) string {
	t.Helper()
	real, err := exec.LookPath("go")
	require.NoError(t, err)
	folder := t.TempDir()
	script := `#!/bin/sh
[ "$1" != env ] || exec ` + real + ` "$@"
printf '%s\n%s' "$CGO_ENABLED" "$GOFLAGS" >` + folder + `/seen
exit 1
`
	require.NoError(t, os.WriteFile(folder+"/go", []byte(script), 0o700))
	build := exec.Command("make", "build", "SLIPWAY="+folder+"/bin/slipway", "PROGRAMS="+folder+"/bin/programs")
	build.Dir, build.Env = root, append(env, "PATH="+folder+":"+os.Getenv("PATH"))
	out, err := build.CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(out), "slipway does not build")
	seen, err := os.ReadFile(folder + "/seen")
	require.NoError(t, err, "%s", out)
	return string(seen)
}
