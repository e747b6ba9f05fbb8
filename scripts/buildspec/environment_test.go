package buildspec_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
)

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
