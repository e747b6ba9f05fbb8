package stories_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recipes is the environment that make gives to the commands of a target that runs go, when
// make itself has the given one.
func recipes(t *testing.T, environ ...string) string {
	t.Helper()
	show := filepath.Join(t.TempDir(), "show.mk")
	require.NoError(t, os.WriteFile(show, []byte("show:\n\tenv\n"), 0o600))
	make := exec.Command("make", "-s", "-C", "../..", "-f", "Makefile", "-f", show, "RUNS_GO=show", "show")
	make.Env = append(environ, "MAKEFLAGS=")
	out, err := make.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return "\n" + string(out)
}

func TestTheCallersGoEnvironmentStaysOutOfTheBuild(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	written := filepath.Join(t.TempDir(), "env")
	const foreign = "GOFLAGS=-mod=mod -tags=ours\nGOWORK=off\nGOOS=plan9\nGOARCH=arm\n"
	require.NoError(t, os.WriteFile(written, []byte(foreign), 0o600))
	for name, environ := range map[string][]string{
		"in variables": append(strings.Split(strings.TrimSpace(foreign), "\n"),
			"CGO_ENABLED=1", "GOEXPERIMENT=none"),
		"written by go env -w":  {"GOENV=" + written},
		"empty, and written so": {"GOENV=" + written, "GOOS=", "GOARCH=", "GOWORK=", "GOFLAGS="},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := recipes(t, append(ungoverned(), environ...)...)
			assert.Contains(t, lines, "\nCGO_ENABLED=0\n")
			assert.Contains(t, lines, "\nGOFLAGS=-tags=ours -trimpath", "what else is set stays")
			assert.Contains(t, lines, "\nGOOS="+runtime.GOOS+"\n")
			assert.Contains(t, lines, "\nGOARCH="+runtime.GOARCH+"\n")
			assert.Contains(t, lines, "\nGOWORK="+filepath.Join(root, "go.work")+"\n")
			assert.NotContains(t, lines, "\nGOEXPERIMENT=")
		})
	}
}

// ungoverned is the environment without what make has given to the tests themselves.
func ungoverned() []string {
	return slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains([]string{"CGO_ENABLED", "GOFLAGS", "GOOS", "GOARCH", "GOWORK", "GOEXPERIMENT"}, name)
	})
}

func TestTheWorkspaceIsNotNamedToWhatMakeRuns(t *testing.T) {
	t.Parallel()
	lines := recipes(t, append(os.Environ(), "GOENV=off", "GOWORK=")...)
	assert.NotContains(t, lines, "\nGOWORK=/", "a test that builds in another folder finds that folder's")
}

// Without HOME what is downloaded and compiled is kept in the checkout.
func TestAMachineWithoutAHome(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	path := "PATH=" + os.Getenv("PATH")
	cache := filepath.Join(root, ".slipway", "cache")
	for name, c := range map[string]struct{ environ, want []string }{
		"has Go's folders in the checkout": {
			[]string{path},
			[]string{"XDG_CACHE_HOME=" + cache, "GOCACHE=" + cache + "/go-build", "GOMODCACHE=" + cache + "/go-mod"},
		},
		"with an empty one, too": {[]string{path, "HOME="}, []string{"GOCACHE=" + cache + "/go-build"}},
		"has those that are set": {
			[]string{path, "GOPATH=/x", "GOCACHE=/c"},
			[]string{"GOCACHE=/c", "GOMODCACHE=/x/pkg/mod"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := recipes(t, c.environ...)
			for _, want := range c.want {
				assert.Contains(t, lines, "\n"+want+"\n")
			}
		})
	}
	lines := recipes(t, path, "HOME=/home/x")
	assert.NotContains(t, lines, "\nGOCACHE=", "with a home Go knows them itself")
}

func TestAGoThatIsTooOldIsNamed(t *testing.T) {
	t.Parallel()
	for _, toolchain := range []string{"local", "go1.20"} {
		cmd, talk := build(t,
			"echo 'go: go.work requires go >= 1.26 (running go 1.20; GOTOOLCHAIN="+toolchain+")' >&2; exit 1")
		require.Error(t, cmd.Run())
		assert.Contains(t, talk.String(),
			"error: this Go is too old for slipway, and GOTOOLCHAIN forbids it to fetch a newer "+
				"one: unset GOTOOLCHAIN, or run `go env -u GOTOOLCHAIN`, or install Go from https://go.dev/dl\n")
		assert.NotContains(t, talk.String(), "does not build")
	}
}

// A folder that cannot be made is what a checkout that is mounted read-only has; a
// superuser may write to any other.
func TestACheckoutThatCannotBeWrittenIsNamed(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(string) error{
		"nor a folder made in it": func(folder string) error { return os.WriteFile(folder, nil, 0o400) },
		"nor a file": func(folder string) error {
			return os.MkdirAll(filepath.Join(folder, "build.log"), 0o700)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd, talk := build(t, "exit 0")
			require.NoError(t, spoil(filepath.Join(cmd.Dir, "bin")))
			require.Error(t, cmd.Run())
			assert.Equal(t, "error: "+filepath.Join(cmd.Dir, "bin")+" cannot be written: slipway is built there; take a "+
				"checkout that you may write to\n", talk.String())
		})
	}
}

// Whatever a person's git does to line ends, what is run or sent to AWS keeps those that a shell reads.
func TestLineEndsAreTheShells(t *testing.T) {
	t.Parallel()
	attributes, err := os.ReadFile("../../.gitattributes")
	require.NoError(t, err)
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "clone")
	require.NoError(t, os.WriteFile(filepath.Join(from, ".gitattributes"), attributes, 0o600))
	names := []string{
		"Makefile", "build.sh", "Pulumi.yaml", "build.yml", "starter.asl.json", "Dockerfile", "main.go", "LICENSE",
	}
	for _, name := range names {
		require.NoError(t, os.WriteFile(filepath.Join(from, name), []byte("a\nb\n"), 0o600))
	}
	git := func(words ...string) {
		git := exec.Command("git", append([]string{"-c", "core.autocrlf=true", "-c", "user.name=x", "-c", "user.email=x@y.z"},
			words...)...)
		out, err := git.CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	git("-C", from, "init", "-q")
	git("-C", from, "add", "-A")
	git("-C", from, "commit", "-q", "-m", "x")
	git("clone", "-q", from, to)
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(to, name))
		require.NoError(t, err)
		assert.Equal(t, "a\nb\n", string(text), name)
	}
}

// newer are what the make of macOS, 3.81, does not have (GNU make's NEWS).
var newer = map[string]*regexp.Regexp{
	"3.82": regexp.MustCompile(
		`(?m)^\s*(private|undefine)\s|^\s*define\s+\S+\s*[:?+]?=|\.ONESHELL|\.SHELLFLAGS|\.RECIPEPREFIX`,
	),
	"4.0":  regexp.MustCompile(`(?m)\$\((file|guile)\s|::=|^[^\t#\n]*\S\s*!=|--output-sync|--trace`),
	"4.1+": regexp.MustCompile(`(?m)\$\((let|intcmp)\s|\.EXTRA_PREREQS|:::=|\.NOTINTERMEDIATE|\.WAIT`),
	"4.3":  regexp.MustCompile(`(?m)^[^\t#\n:=]+&:`),
}

func TestTheMakefileIsForTheMakeOfMacOS(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../Makefile")
	require.NoError(t, err)
	for version, pattern := range newer {
		assert.Empty(t, pattern.FindAllString(string(text), -1), "of make %s", version)
	}
}
