package operate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	first  = "1111111111111111111111111111111111111111"
	second = "2222222222222222222222222222222222222222"
)

// One environment is walked through in the order in which a person would: each
// step finds what the one before it left.
func TestAChangeReachesProductionAndABadOneIsTakenBack(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	before := s.production(t, "api")
	require.Equal(t, "1", before.Alias)
	ran := true
	step := func(name string, test func(*testing.T)) { ran = ran && t.Run(name, test) }

	step("R2 R6 R10: a push to main is live after its approval, and the history has every row", func(t *testing.T) {
		r := s.run(t, "push", "--service", "api", "--commit", first, "--message", `say "hello"`)
		require.Zero(t, r.Code, r.Err)
		p := s.production(t, "api")
		whole(t, p)
		assert.Equal(t, "2", p.Alias)
		assert.Equal(t, []string{first, "deployed-" + p.Live[7:], "releasing-" + p.Live[7:]}, s.tags(t, "api")[p.Live])
		assert.Equal(t, "lambda-api-local: traffic goes to version 2, "+p.Live+".", lastLine(r))

		rows := s.rows(t)
		assert.Equal(t,
			[]string{"PIPELINE STARTED", "APPROVAL STARTED", "APPROVAL SUCCEEDED", "RELEASE STARTED",
				"PIPELINE SUCCEEDED", "RELEASE SUCCEEDED"},
			milestones(rows, latest(t, rows)))
		end := rows[len(rows)-1]
		assert.Equal(t, [...]string{"api", first, p.Live, "2", "1", before.Live},
			[...]string{end["service"], end["commit"], end["digest"], end["version"],
				end["previousVersion"], end["previousDigest"]})
		assert.Contains(t, r.Err, "| Commit "+first+": say 'hello'\n", "what is asked names the commit and its message")
		assert.Contains(t, r.Err, "| To "+p.Live+"\n")
		assert.Contains(t, r.Err, "version 2 gets 10 %, version 1 the rest\n", "the canary comes first")
	})

	step("what a release moved is no difference to the layers", func(t *testing.T) {
		r := s.run(t, "preview-all")
		require.Zero(t, r.Code, r.Err)
		layers := 0
		for line := range strings.Lines(r.Err) {
			if fields := strings.Fields(line); len(fields) > 5 && fields[1] == "done" {
				layers++
				assert.Equal(t, []string{"0", "0", "0", "0"}, fields[2:6], line)
			}
		}
		assert.Equal(t, 3, layers)
	})

	step("R12: errors in the canary take it back without a person", func(t *testing.T) {
		live := s.production(t, "api")
		r := s.run(t, "push", "--commit", second, "--fault", "errors")
		assert.Equal(t, 1, r.Code)
		p := s.production(t, "api")
		whole(t, p)
		assert.Equal(t, live.Alias, p.Alias)
		assert.Equal(t, live.Live, p.Live)
		assert.Equal(t, 3, p.Versions, "the refused version stays, without traffic")
		assert.Equal(t, "error: pipeline-api-local failed in Deploy: Release.ShiftFailed: "+
			"CodeDeploy ended deployment d-000000001 as Stopped: "+
			"ALARM_ACTIVE: One or more alarms have been activated: alarm-errors-api-local", lastLine(r))
		assert.Contains(t, r.Err, "alarm-failed-api-local fires and notifies topic-deployments-local")
		rows := s.rows(t)
		assert.Equal(t,
			[]string{"PIPELINE STARTED", "APPROVAL STARTED", "APPROVAL SUCCEEDED", "RELEASE STARTED",
				"PIPELINE FAILED", "RELEASE ROLLED_BACK"},
			milestones(rows, latest(t, rows)))
		for digest, tags := range s.tags(t, "api") {
			if slices.Contains(tags, second) {
				assert.NotContains(t, tags, "deployed-"+digest[7:])
			}
		}
	})

	step("the same commit again is not built again, and is live in the end", func(t *testing.T) {
		r := s.run(t, "push", "--commit", second)
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "commit "+second+" has been built before: its image is used again\n")
		p := s.production(t, "api")
		whole(t, p)
		assert.Equal(t, []string{second, "deployed-" + p.Live[7:], "releasing-" + p.Live[7:]}, s.tags(t, "api")[p.Live])
	})

	step("a rollback by a person goes to what was live before, and not forward again", func(t *testing.T) {
		r := s.run(t, "rollback", "--service", "api")
		require.Zero(t, r.Code, r.Err)
		p := s.production(t, "api")
		whole(t, p)
		assert.Equal(t, "2", p.Alias)
		rows := s.rows(t, "--service", "api")
		assert.Equal(t, []string{"ROLLBACK STARTED", "ROLLBACK SUCCEEDED"}, milestones(rows, latest(t, rows)))

		for _, line := range []string{
			"Live now: version 3, commit 222222222222, ",
			"Goes to:  version 2, commit 111111111111, " + p.Live[:19] + ", since ",
		} {
			assert.Contains(t, r.Err, line)
		}
		assert.NotContains(t, r.Err, "Warning")

		r = s.run(t, "rollback")
		assert.Equal(t, 1, r.Code)
		assert.Equal(t, "2", s.production(t, "api").Alias, "the first image is none to go back to unasked")
		assert.Equal(t, "error: roll api back: before the live image there is only the placeholder that the service was "+
			"deployed with, which answers no request: to get it all the same, name its version with TO=", lastLine(r))
		require.Zero(t, s.run(t, "rollback", "--to", "1").Code)
		assert.Equal(t, "1", s.production(t, "api").Alias)
		r = s.run(t, "rollback")
		assert.Equal(t, 1, r.Code)
		assert.Equal(t, "error: roll api back: the history has no image that served before the live one: "+
			"name a version with TO=", lastLine(r))
	})

	step("a version can be named, or an image, but it must have been published", func(t *testing.T) {
		r := s.run(t, "rollback", "--to", "1111111")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, "2", s.production(t, "api").Alias)
		assert.Contains(t, r.Err, "\nWarning: simulated took it back at ")
		second := s.production(t, "api").Live
		require.Zero(t, s.run(t, "rollback", "--to", "1").Code)
		assert.Contains(t, s.run(t, "rollback", "--to", "1").Err, "\nWarning: that image is live already.\n")
		require.Zero(t, s.run(t, "rollback", "--to", second[:17]).Code)
		assert.Equal(t, "2", s.production(t, "api").Alias)
		r = s.run(t, "rollback", "--to", "77")
		assert.Equal(t, 1, r.Code)
		whole(t, s.production(t, "api"))
		assert.Equal(t, "error: roll api back: lambda-api-local has no version 77: `make history` lists those that served",
			lastLine(r))
		assert.Equal(t, 2, s.run(t, "rollback", "--to", "v2").Code)
	})

	step("status names the live version and how the last execution went", func(t *testing.T) {
		r := s.run(t, "status")
		require.Zero(t, r.Code, r.Err)
		live := s.production(t, "api").Live
		assert.Equal(t,
			"service  version  digest               pipeline   stage   alarms\napi      2        "+live[:19]+
				"  SUCCEEDED  Deploy  -\n"+
				"local: the connection to GitHub is available\nlocal: told of deployments: ops@example.com\n",
			r.Out)
	})
}
