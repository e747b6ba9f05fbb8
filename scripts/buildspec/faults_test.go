package buildspec_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/buildspec"
)

func TestWhatWouldNotRunAsCodeBuildRunsItIsRejected(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ yaml, message string }{
		"no YAML": {"a: [", "read buildspec: yaml: line 1: did not find expected node content"},
		"unknown keys": {"version: 0.2\nrun-as: nobody\n",
			"read buildspec: yaml: unmarshal errors:\n  line 2: field run-as not found in type buildspec.document"},
		"everything at once": {
			"version: 0.1\nenv: {shell: sh}\nphases:\n  deploy: {commands: [ls]}\n  build: {on-failure: RETRY}\n",
			"read buildspec: env.shell is \"sh\": only bash is run here\n" +
				"phase \"deploy\" is not one of [install pre_build build post_build]\n" +
				"phase build has no commands\n" +
				"phase build: on-failure \"RETRY\": only ABORT is run here\n" +
				"version is \"0.1\": only 0.2 is run here",
		},
		"no phases": {header, "read buildspec: there are no phases"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := buildspec.Run(t.Context(), buildspec.Spec{YAML: []byte(test.yaml), Dir: t.TempDir()})
			assert.EqualError(t, err, test.message)
		})
	}
}

func TestACancelledBuildIsAnErrorAndNotAResult(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := buildspec.Run(ctx, buildspec.Spec{
		YAML: []byte(header + "phases:\n  build:\n    commands: [ls]\n"),
		Dir:  t.TempDir(),
	})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestASourceFolderThatIsNotThereIsAnError(t *testing.T) {
	t.Parallel()
	_, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(header + "phases:\n  build:\n    commands: [ls]\n"), Dir: filepath.Join(t.TempDir(), "absent"),
	})
	assert.ErrorContains(t, err, "run phase build: start bash: ")
}

func TestWithoutBashNothingRuns(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(header + "phases:\n  build:\n    commands: [ls]\n"),
		Dir:  ".",
	})
	assert.EqualError(t, err, "run buildspec: bash is not on the PATH: install it and run again")
}
