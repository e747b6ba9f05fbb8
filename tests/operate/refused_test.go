package operate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

func TestAChangeThatFailsOnTheWayNeverReachesProduction(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	before := s.production(t, "api")
	for _, c := range []struct {
		fault, last string
		rows        []string
	}{
		{
			fault: "build",
			last: "error: pipeline-api-local failed in Build: the image does not build or cannot be pushed: " +
				"read the lines above; base images must come from public.ecr.aws or from your own registry",
			rows: []string{"PIPELINE STARTED", "PIPELINE FAILED", "PIPELINE RESUMED", "PIPELINE FAILED"},
		},
		{
			fault: "test",
			last: "error: pipeline-api-local failed in Test: the integration tests failed: " +
				"see the test report and the service's log below",
			rows: []string{"PIPELINE STARTED", "PIPELINE FAILED", "PIPELINE RESUMED", "PIPELINE FAILED"},
		},
		{
			fault: "reject",
			last:  "error: pipeline-api-local failed in Manual-Approval: rejected: FAULT=reject",
			rows:  []string{"PIPELINE STARTED", "APPROVAL STARTED", "APPROVAL FAILED", "PIPELINE FAILED"},
		},
		{
			fault: "smoke",
			last: "error: pipeline-api-local failed in Deploy: Release.BadAnswer: Version 2 answered the smoke call " +
				"with status 500, not with a status below 500.",
			rows: []string{"PIPELINE STARTED", "APPROVAL STARTED", "APPROVAL SUCCEEDED", "RELEASE STARTED",
				"PIPELINE FAILED", "RELEASE FAILED"},
		},
	} {
		t.Run(c.fault, func(t *testing.T) {
			r := s.run(t, "push", "--fault", c.fault)
			assert.Equal(t, 1, r.Code)
			assert.Equal(t, c.last, lastLine(r))
			p := s.production(t, "api")
			whole(t, p)
			assert.Equal(t, before.Alias, p.Alias)
			assert.Equal(t, before.Live, p.Live)
			fires := 1
			if c.fault == "reject" {
				fires = 0 // that a person said no is no failure
			}
			assert.Equal(t, fires, strings.Count(r.Err, "alarm-failed-api-local fires"), "once, and when it is over")
			rows := s.rows(t)
			assert.Equal(t, c.rows, milestones(rows, latest(t, rows)))
		})
	}
	for fault, last := range map[string]string{
		"scan":  "error: pipeline-api-local failed in Build: the scan found 1 critical, 0 high, 2 medium, 3 low: ",
		"image": "error: pipeline-api-local failed in Deploy: Release.CodeFailed: Lambda could not take the image sha256:",
	} {
		t.Run(fault, func(t *testing.T) {
			r := s.run(t, "push", "--fault", fault)
			assert.Equal(t, 1, r.Code)
			assert.Contains(t, lastLine(r), last)
			assert.Equal(t, before.Live, s.production(t, "api").Live)
			whole(t, s.production(t, "api"))
		})
	}

	t.Run("R17: a failure that the retry cures rings no alarm that says the pipeline failed", func(t *testing.T) {
		r := s.run(t, "push", "--fault", "flaky")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "Build            failed; CodePipeline tries the stage once more: the image does not build")
		assert.Contains(t, r.Err, "alarm-failures-api-local fires", "its text says that it counts the first try")
		assert.NotContains(t, r.Err, "alarm-failed-api-local fires")
		rows := s.rows(t)
		assert.Equal(t, []string{"PIPELINE STARTED", "PIPELINE FAILED", "PIPELINE RESUMED", "APPROVAL STARTED",
			"APPROVAL SUCCEEDED", "RELEASE STARTED", "PIPELINE SUCCEEDED", "RELEASE SUCCEEDED"},
			milestones(rows, latest(t, rows)))
	})

	t.Run("R10: a push to another branch starts nothing and leaves no row", func(t *testing.T) {
		count := len(s.rows(t))
		r := s.run(t, "push", "--branch", "feature/x")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, "Nothing starts: no rule of api is there for such a push. Delivered is the branch main of "+
			"example/shop.", lastLine(r))
		assert.Len(t, s.rows(t), count)
	})

	t.Run("an approval that nobody can be asked for is a rejection that says how to answer", func(t *testing.T) {
		s.Set("YES", "")
		defer s.Set("YES", "1")
		r := s.run(t, "push")
		assert.Equal(t, 1, r.Code)
		assert.Equal(t,
			"error: pipeline-api-local failed in Manual-Approval: rejected: there was no terminal to ask on; "+
				"set YES=1 to approve",
			lastLine(r))
	})
}

func TestACommandThatCannotWorkSaysWhatWould(t *testing.T) {
	t.Parallel()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	for _, c := range []struct {
		words []string
		code  int
		last  string
	}{
		{[]string{"push"}, 2, "error: ENV is missing: say which environment, such as ENV=local"},
		{[]string{"push", "--env", "local", "--fault", "fire"}, 2,
			`error: FAULT is "fire": one of start, late, flaky, build, scan, test, reject, wait, image, smoke, errors, bake, ` +
				`quiet, death, stuck, history`},
		{[]string{"stop", "--env", "local", "--reason", strings.Repeat("a", 201)}, 2,
			"error: REASON has 201 characters, and CodePipeline takes 200: say it shorter"},
		{[]string{"reject", "--env", "local", "--summary", strings.Repeat("é", 513)}, 2,
			"error: SUMMARY has 513 characters, and CodePipeline takes 512: say it shorter"},
		{[]string{"push", "--env", "local", "--commit", "abc"}, 2, `error: COMMIT is "abc": 40 digits of 0 to 9 and a to f`},
		{[]string{"rollback", "--env", "local", "--to", "v2"}, 2,
			"error: TO is \"v2\", which is no number of a version, such as 7, and no begin of a commit or digest, " +
				"such as 3ff54b3 or sha256:0123; `make history` lists them"},
		{[]string{"release", "--env", "local", "--commit", "3ff54b", "--version", "7"}, 2,
			"error: say which image with one of DIGEST=, COMMIT= and VERSION=, not with several; `make history` lists " +
				"them. Without any of them, settings that wait are released"},
		{[]string{"release", "--env", "local", "--commit", "main"}, 2,
			`error: COMMIT is "main": the begin of a commit, such as 3ff54b3`},
		{[]string{"release", "--env", "local", "--digest", "latest"}, 2,
			`error: DIGEST is "sha256:latest": the begin of a digest, such as sha256:0123`},
		{[]string{"release", "--env", "local", "--version", "v7"}, 2,
			`error: VERSION is "v7": the number of a version, such as 7`},
		{[]string{"push", "--env", "local"}, 1,
			"error: the delivery layer of local is not deployed; run `make deploy-all ENV=local`"},
		{[]string{"history", "--env", "local"}, 1,
			"error: the delivery layer of local is not deployed; run `make deploy-all ENV=local`"},
		{[]string{"status", "--env", "local"}, 1,
			"error: the delivery layer of local is not deployed; run `make deploy-all ENV=local`"},
		{[]string{"approve", "--env", "local"}, 1,
			"error: the delivery layer of local is not deployed; run `make deploy-all ENV=local`"},
	} {
		r := h.Run(t, c.words...)
		assert.Equal(t, c.code, r.Code, c.words)
		assert.Equal(t, c.last, lastLine(r), c.words)
	}
}

func TestARealEnvironmentIsNotPushedToFromHere(t *testing.T) {
	t.Parallel()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "real"})
	r := h.Run(t, "push", "--env", "dev")
	assert.Equal(t, 2, r.Code)
	assert.Equal(t,
		"error: dev is a real environment: a push to its repository starts the pipeline; `make push` simulates one, "+
			"for instance with ENV=local",
		lastLine(r))
}
