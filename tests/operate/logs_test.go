package operate_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/logs"
	"slipway/tests/harness"
)

// What a build, a release or a function has written is read by the service's name.
func TestLogs(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	t.Run("before anything is written", func(t *testing.T) {
		for part, want := range map[string]string{
			"build":    "No build of api has written anything.\n",
			"test":     "No test of api has written anything.\n",
			"release":  "No release of api has written anything.\n",
			"function": "/aws/lambda/lambda-api-local has nothing since ",
		} {
			r := s.With(map[string]string{"OF": part}).Run(t, "logs", "--env", "local")
			assert.Zero(t, r.Code, r.Err)
			assert.Contains(t, r.Err, want)
			assert.Empty(t, r.Out)
		}
	})
	require.Zero(t, s.run(t, "push", "--commit", first).Code)
	require.Equal(t, 1, s.run(t, "push", "--commit", second, "--fault", "errors").Code)
	t.Run("of a build and of its tests are what the buildspec printed", func(t *testing.T) {
		r := s.run(t, "logs", "--of", "build")
		assert.Regexp(t, `(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  slipway: `, r.Out)
		assert.Contains(t, r.Err, "/aws/codebuild/codebuild-build-api-local ")
		assert.NotEmpty(t, s.run(t, "logs", "--of", "test").Out)
		assert.Contains(t, s.run(t, "logs", "--of", "build", "--execution", "nobody").Err,
			"No build of api whose id begins with nobody has written anything.\n")
	})
	t.Run("of a release say in words what it did, and how it was taken back", func(t *testing.T) {
		r := s.run(t, "logs", "--of", "release")
		assert.Regexp(t, `(?s)  the release begins\n.*  Lambda publishes a version\n.*`+
			`  CodeDeploy begins to shift traffic\n.* failed: Release.ShiftFailed: .*\n`, r.Out)
		harness.Conforms(t, "logs.schema.json", s.run(t, "logs", "--of", "release", "--json").Out)
		assert.Equal(t, r.Out, s.run(t, "logs", "--of", "release", "--follow").Out, "it has ended, so nothing more comes")
	})
	t.Run("of a function have the version that wrote", func(t *testing.T) {
		require.NoError(t, logs.Append(s.store, tooling, "/aws/lambda/lambda-api-local", logs.Event{
			At:      time.Now(),
			Stream:  "2026/11/27/[2]8476a536",
			Message: "\x1b[31mGET /health 200\x1b[0m\n",
		}))
		r := s.run(t, "logs")
		assert.Regexp(t, `^\S+Z  \[2\]  GET /health 200\n$`, r.Out)
		harness.Conforms(t, "logs.schema.json", s.run(t, "logs", "--json").Out)
	})
	t.Run("are asked for in a way that can be answered", func(t *testing.T) {
		for _, c := range []struct {
			words []string
			want  string
		}{
			{[]string{"--of", "buld"}, `OF is "buld": one of build, test, release, function; did you mean build?`},
			{[]string{"--since", "yesterday"}, `SINCE is "yesterday": how far back, such as 30m, 12h or 7d, or a time such as ` +
				"2026-11-26T17:41:00Z"},
			{[]string{"--since", "-1h"}, `SINCE is "-1h": how far back, such as 30m, 12h or 7d, or a time such as ` +
				"2026-11-26T17:41:00Z"},
			{[]string{"--follow", "--json"}, "FOLLOW=1 has no end, and JSON=1 prints one object: leave out one of them"},
			{[]string{"--execution", "a"},
				"EXECUTION names a build or a release: say which with OF=build, OF=test or OF=release"},
		} {
			r := s.run(t, append([]string{"logs"}, c.words...)...)
			assert.Equal(t, 2, r.Code)
			assert.Equal(t, "error: "+c.want+"\n", r.Err)
		}
		assert.Zero(t, s.run(t, "logs", "--since", "7d").Code)
		assert.Zero(t, s.run(t, "logs", "--since", "2026-01-01T00:00:00Z").Code)
	})
}
