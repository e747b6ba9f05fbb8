package buildspecs_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// hostile are texts that a shell, awk, jq, Docker or a terminal reads more into than is
// written. Whatever runs of them leaves a file.
var hostile = []string{
	"$(touch pwned)", "`touch pwned`", "a; touch pwned", "a\ntouch pwned", "a' || touch pwned; '", `a" || touch pwned; "`,
	"--privileged", "-rf", "\\(input_line)", "a\"}; touch pwned", "|touch pwned", "a=\x01\x1b[2J", "%s%n", "*", "~",
}

// hostileRepository has those texts wherever a repository has a text of its own choice.
func hostileRepository() map[string]string {
	files := map[string]string{
		"services/api/Dockerfile":           "FROM scratch\n",
		"services/api/test/integration.env": "A=$(touch pwned)\nB=`touch pwned`\n",
		"services/api/package-lock.json":    `{"packages": {"$(touch pwned)": {}}}`,
		"services/api/package.json": `{"name": "$(touch pwned)", "packageManager": "npm@1 $(touch pwned)",
			"workspaces": ["$(touch pwned)", "[[", "*"], "scripts": {"test": "x", "test:integration": "x"}}`,
		".gitmodules": "[submodule \"$(touch pwned)\"]\n\tpath = $(touch pwned)\n\tpath = `touch pwned`\n\tpath " +
			"= ../../etc\n",
	}
	for _, name := range hostile {
		if filepath.Base(name) == name {
			files["services/api/"+name] = "#!/bin/sh\r\n$(touch pwned)\n"
			files["services/api/"+name+".d/"+name] = "version https://git-lfs.github.com/spec/v1\n"
		}
	}
	return files
}

// untouched asserts that nothing of the repository ran, and that nothing but what was
// there before is in it.
func untouched(t *testing.T, o outcome) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(o.dir, func(path string, _ os.DirEntry, err error) error {
		assert.NotEqual(t, "pwned", filepath.Base(path), path)
		return err
	}))
	assert.NoFileExists(t, "pwned")
	assert.NotContains(t, o.log, "\x1b", "the terminal of whoever reads the log is theirs")
}

func TestNothingOfARepositoryIsRunButWhatItSaysItsTestsAre(t *testing.T) {
	t.Parallel()
	for texts := range slices.Chunk(hostile, 5) {
		t.Run(texts[0], func(t *testing.T) {
			t.Parallel()
			built, text := build(), strings.Join(texts, " ")
			built.answers = faketools.Build{
				Digest:  digest,
				Live:    liveDigest,
				Message: text + "\n" + text,
			}.Replies()
			o := built.set("SERVICE_PATH", "services/api/").repo(hostileRepository()).run(t, buildspecs.Build())
			require.True(t, o.Succeeded(), o.log)
			untouched(t, o)
			assert.NotContains(t, o.Exported["COMMIT_MESSAGE_SHORT"], "\n")
			tested := integration()
			tested.answers = faketools.Test{Cases: texts}.Replies()
			o = tested.set("SERVICE_PATH", "services/api/").repo(hostileRepository()).run(t, testSpec(t))
			require.True(t, o.Succeeded(), o.log)
			untouched(t, o)
			assert.Equal(t, "5 integration tests passed", o.Exported["TEST_SUMMARY"])
		})
	}
}

// A file that slipway.yml is a link to is somebody else's, and none of it is printed.
func TestAFileThatSlipwayYmlLeadsToIsNotShown(t *testing.T) {
	t.Parallel()
	secret := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(secret, []byte(buildSecret+"\n"), 0o600))
	o := build().set("SERVICE_PATH", "services/api/").link("services/api/slipway.yml", secret).
		repo(map[string]string{"services/api/Dockerfile": "FROM scratch\n"}).run(t, buildspecs.Build())
	o.failedWith(t, "pre_build",
		"services/api/slipway.yml, line 1: it is not `key: value`, at the beginning of the line: "+
			"see 'How a service is tested' in docs/configuration.md"+forGood)
}
