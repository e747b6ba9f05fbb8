package buildspec_test

import (
	"bytes"
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
