package buildspec_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
)

const header = "version: 0.2\nenv:\n  shell: bash\n"

// run runs a buildspec in an empty source folder.
func run(t *testing.T, yaml string, env map[string]string) (buildspec.Result, string, string) {
	t.Helper()
	var out bytes.Buffer
	dir := t.TempDir()
	result, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(yaml),
		Env:  env,
		Dir:  dir,
		Out:  &out,
	})
	require.NoError(t, err)
	return result, out.String(), dir
}

func statuses(result buildspec.Result) string {
	var words []string
	for _, phase := range result.Phases {
		words = append(words, phase.Name+" "+string(phase.Status))
	}
	return strings.Join(words, ", ")
}

func TestExportedVariablesAndTheDirectoryGoOnFunctionsAndPlainVariablesDoNot(t *testing.T) {
	t.Parallel()
	result, out, dir := run(t, header+`
  exported-variables: [A, NEVER_SET, MULTI]
phases:
  install:
    commands:
      - export A=one
      - plain=two
      - greet() { echo hello; }
      - mkdir inner && cd inner
  build:
    commands:
      - echo "A=$A plain=${plain:-gone}"
      - greet 2>/dev/null || echo no function
      - pwd
      - export MULTI=$'first\nsecond=x'
`, nil)
	assert.Equal(t, "A=one plain=gone\nno function\n"+filepath.Join(dir, "inner")+"\n", out)
	assert.Equal(t, map[string]string{"A": "one", "MULTI": "first\nsecond=x"}, result.Exported)
	assert.True(t, result.Succeeded())
}

func TestAFailedCommandSkipsTheRestOfItsPhaseButNotItsFinallyBlock(t *testing.T) {
	t.Parallel()
	result, out, _ := run(t, header+`
phases:
  pre_build:
    commands: [echo one, "export KEPT=yes; exit 3", echo never]
    finally: ['echo "kept=$KEPT succeeding=$CODEBUILD_BUILD_SUCCEEDING"', false, echo never]
  build:
    commands: [echo never]
  post_build:
    commands: [echo never]
`, nil)
	assert.Equal(t, "one\nkept=yes succeeding=0\n", out)
	assert.Equal(t, "pre_build FAILED, build SKIPPED, post_build SKIPPED", statuses(result))
	assert.Equal(t, "exit status 3: export KEPT=yes; exit 3", result.Phases[0].Failure)
	assert.False(t, result.Succeeded())
}

func TestPostBuildRunsAfterAFailedBuildPhaseUnlessItAborts(t *testing.T) {
	t.Parallel()
	yaml := header + `
phases:
  build:
    ON_FAILURE
    commands: ["false"]
  post_build:
    commands: ['echo "succeeding=$CODEBUILD_BUILD_SUCCEEDING"']
`
	result, out, _ := run(t, strings.Replace(yaml, "ON_FAILURE", "finally: []", 1), nil)
	assert.Equal(t, "build FAILED, post_build SUCCEEDED", statuses(result))
	assert.Equal(t, "succeeding=0\n", out)
	result, out, _ = run(t, strings.Replace(yaml, "ON_FAILURE", "on-failure: ABORT", 1), nil)
	assert.Equal(t, "build FAILED, post_build SKIPPED", statuses(result))
	assert.Empty(t, out)
}

func TestAFailedFinallyBlockFailsItsPhase(t *testing.T) {
	t.Parallel()
	result, _, _ := run(t, header+`
phases:
  build:
    commands: ["true"]
    finally: [exit 4]
`, nil)
	assert.Equal(t, "exit status 4: exit 4", result.Phases[0].Failure)
}

func TestTheProjectsVariablesWinAndNothingElseOfThisProcessComesIn(t *testing.T) {
	t.Setenv("FROM_OUTSIDE", "x")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "x")
	_, out, dir := run(t, header+`
  variables: {A: buildspec, B: buildspec}
phases:
  build:
    commands:
      - >-
        echo "$A $B ${FROM_OUTSIDE:-none} ${AWS_SECRET_ACCESS_KEY:-none}
        $CODEBUILD_SRC_DIR $CODEBUILD_BUILD_SUCCEEDING $CI"
`, map[string]string{"B": "project"})
	assert.Equal(t, "buildspec project none none "+dir+" 1 true\n", out)
}

func TestTheBinFolderIsFirstOnThePath(t *testing.T) {
	t.Parallel()
	bin := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(bin, "ls"), []byte("#!/bin/sh\necho a fake\n"), 0o700))
	var out bytes.Buffer
	_, err := buildspec.Run(t.Context(), buildspec.Spec{
		YAML: []byte(header + "phases:\n  build:\n    commands: [ls, 'cat /dev/null']\n"),
		Dir:  t.TempDir(),
		Bin:  bin,
		Out:  &out,
	})
	require.NoError(t, err)
	assert.Equal(t, "a fake\n", out.String())
}

func TestReportFilesAreListedEvenWhenTheBuildFailed(t *testing.T) {
	t.Parallel()
	result, _, _ := run(t, header+`
phases:
  build:
    commands:
      - export GROUP=unit
      - mkdir -p out/deep && touch out/a.xml out/b.txt out/deep/c.xml
      - "false"
reports:
  $GROUP:
    base-directory: out
    files: ["**/*.xml"]
    file-format: JUNITXML
  one-file:
    files: [out/b.txt]
  nothing:
    base-directory: absent
    files: ["**/*"]
`, nil)
	assert.Equal(t, []buildspec.Report{
		{Group: "nothing"},
		{Group: "one-file", Files: []string{"out/b.txt"}},
		{Group: "unit", Files: []string{"out/a.xml", "out/deep/c.xml"}},
	}, result.Reports)
}

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
