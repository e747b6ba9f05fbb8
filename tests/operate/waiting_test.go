package operate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/cli"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/codepipeline"
)

const (
	fourth  = "4444444444444444444444444444444444444444"
	fifth   = "5555555555555555555555555555555555555555"
	sixth   = "6666666666666666666666666666666666666666"
	seventh = "7777777777777777777777777777777777777777"
	eighth  = "8888888888888888888888888888888888888888"
)

// unanswered pushes commits whose approval nobody answers.
func unanswered(t *testing.T, s *site, commits ...string) (said string) {
	t.Helper()
	for _, commit := range commits {
		r := s.run(t, "push", "--fault", "wait", "--commit", commit)
		require.Zero(t, r.Code, r.Err)
		said += r.Err
	}
	return said
}

// ends are how the executions of a pipeline ended, by the begin of the commit: the states
// in their rows.
func (s *site) ends(t *testing.T) []string {
	t.Helper()
	var ends []string
	for _, row := range s.rows(t) {
		if row["eventType"] == "PIPELINE" && row["state"] != "STARTED" {
			ends = append(ends, row["state"])
		}
	}
	return ends
}

// In either execution mode an approval that nobody answers keeps its stage.
func TestExecutionsWait(t *testing.T) { // R2
	t.Parallel()
	t.Run("the newest takes the place of those that wait", func(t *testing.T) {
		t.Parallel()
		s := build(t, "local", tooling, nil, nil)
		said := unanswered(t, s, third, fourth, fifth)
		assert.Contains(t, said, "nobody answers: `make approve|reject ENV=local SERVICE=api`")
		assert.Equal(t, 2,
			strings.Count(said, "another execution waits there for its approval; this one waits for the stage"))
		assert.Equal(t, 1, strings.Count(said, ", which waited for the stage, is superseded"))
		assert.Equal(t, []string{"SUPERSEDED"}, s.ends(t), "that of the fourth commit")
		assert.Equal(t, "1", s.production(t, "api").Alias)

		seen := s.run(t, "status").Out
		assert.Contains(t, seen, "api: 333333333333 Simulate a change of api, which began just now, waits for its approval, "+
			"asked for just now: `make approve ENV=local SERVICE=api`\n")
		assert.Contains(t, seen, "api: 555555555555 Simulate a change of api, which began just now, waits for the stage "+
			"Manual-Approval\n")

		r := s.run(t, "approve")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err,
			", 333333333333 Simulate a change of api, which began just now and asked for its approval just now:\n"+
				"  | Release api to local?\n")
		assert.Contains(t, r.Err, "Live now: version 1, sha256:")
		assert.Contains(t, r.Err, "Behind it wait 555555555555 Simulate a change of api: LATEST=1 rejects what is older")
		assert.Equal(t, "2", s.production(t, "api").Alias)
		assert.Contains(t, r.Err, "the stage is free: execution ")

		r = s.run(t, "reject", "--summary", "not today")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, []string{"SUPERSEDED", "SUCCEEDED", "FAILED"}, s.ends(t))
		whole(t, s.production(t, "api"))
		assert.Contains(t, lastLine(s.run(t, "approve")), "no approval waits in pipeline-api-local")
	})
	t.Run("or each its turn, and LATEST=1 answers the newest", func(t *testing.T) {
		t.Parallel()
		s := build(t, "local", tooling, nil, map[string][]string{"delivery": {"slipway-delivery:executionMode: queued"}})
		said := unanswered(t, s, third, fourth, fifth)
		assert.NotContains(t, said, "superseded")
		r := s.run(t, "approve", "--latest")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, []string{"FAILED", "FAILED", "SUCCEEDED"}, s.ends(t))
		assert.Equal(t, 2, strings.Count(r.Err, "rejected: a newer commit waits: 555555555555 Simulate a change of api"))
		assert.Equal(t, "2", s.production(t, "api").Alias)

		s.run(t, "freeze", "--reason", "the sale")
		for _, commit := range []string{sixth, seventh} {
			require.Zero(t, s.run(t, "push", "--commit", commit).Code)
		}
		r = s.run(t, "thaw")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, 2, strings.Count(r.Err, "the stage is free: execution "), "the one behind as well")
		assert.Equal(t, "4", s.production(t, "api").Alias)

		full := make([]codepipeline.Execution, 50)
		for i := range full {
			full[i].Status = codepipeline.InProgress
		}
		require.NoError(t, s.store.PutDocument(tooling, codepipeline.Kind, "pipeline-api-local", full))
		r = s.run(t, "push", "--commit", eighth)
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, "alarm-deadletters-local fires: the start is in the queue\n")
		r = s.run(t, "start", "--commit", eighth)
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, lastLine(r), "pipeline-api-local has as many executions under way as CodePipeline lets a "+
			"pipeline have whose executionMode is queued: answer or end some of them, with `make approve LATEST=1`")
	})
	t.Run("until they are stopped", func(t *testing.T) {
		t.Parallel()
		s := build(t, "local", tooling, nil, nil)
		unanswered(t, s, third, fourth)
		r := s.run(t, "stop", "--reason", "wrong branch")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, []string{"STOPPED"}, s.ends(t))
		r = s.run(t, "approve")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "444444444444 Simulate a change of api", "the one that waited for the stage")
	})
}

// A freeze lets approved executions wait for the Deploy stage, and releases by hand go on.
func TestAFreezeKeepsReleasesOut(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	r := s.run(t, "freeze", "--service", "api")
	assert.Equal(t, 2, r.Code)
	assert.Contains(t, lastLine(r), `REASON is "": why, in 1 to 300 letters`)
	r = s.run(t, "freeze", "--reason", "the sale")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err,
		"pipeline-api-local is frozen: nothing gets into Deploy until `make thaw ENV=local SERVICE=api`")

	for _, commit := range []string{third, fourth} {
		r = s.run(t, "push", "--commit", commit)
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "the pipeline is frozen: `make thaw ENV=local SERVICE=api` lets it go on")
	}
	assert.Equal(t, "1", s.production(t, "api").Alias)
	assert.Equal(t, []string{"SUPERSEDED"}, s.ends(t), "the newest waits")
	r = s.run(t, "status")
	assert.Regexp(t, "api: frozen since .* by arn:aws:iam::"+tooling+":user/simulated: the sale; `make thaw ", r.Out)

	r = s.run(t, "thaw")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, "the stage is free: execution ")
	assert.Equal(t, "2", s.production(t, "api").Alias)
	whole(t, s.production(t, "api"))
	assert.Equal(t, []string{"SUPERSEDED", "SUCCEEDED"}, s.ends(t))
	assert.NotContains(t, s.run(t, "status").Out, "frozen")

	r = s.run(t, "freeze", "--reason", "what was let in is bad")
	require.Zero(t, r.Code, r.Err)
	r = s.run(t, "rollback", "--to", "1")
	require.Zero(t, r.Code, r.Err)
	assert.Equal(t, "1", s.production(t, "api").Alias)
	assert.Contains(t, s.run(t, "status").Out, "api: frozen since ")
}

// The update of a pipeline ends what waits in it: told first, asked by name, and the newest
// is started again.
func TestAnUpdateOfAPipelineEndsWhatWaitsInIt(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	unanswered(t, s, third, fourth)
	s.Set(cli.AskVariable, "1")
	const list = "update  pipeline-api-local  a pipeline; this ends 444444444444 Simulate a change of api, " +
		"which waits for the stage Manual-Approval and 333333333333 Simulate a change of api, which waits for its " +
		"approval; the newest is started again\n"

	own := map[string][]string{"delivery": {"slipway-delivery:approvalTimeoutMinutes: 60"}}
	s.ConfigureAll(t, s.env, nil, own)
	r := s.run(t, "preview-all")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, list)
	r = s.run(t, "deploy-all")
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, list)
	assert.Contains(t, lastLine(r), "`make deploy-all ENV=local ALLOW=pipeline-api-local`")

	s.Set("ALLOW", "pipeline-api-local")
	r = s.run(t, "deploy-all")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err,
		"444444444444 Simulate a change of api is started again in pipeline-api-local, as execution ")
	r = s.run(t, "approve")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, ", 444444444444 ")
	assert.NotContains(t, r.Err, "333333333333")
	assert.Equal(t, "2", s.production(t, "api").Alias)

	// A rebuild is one again: a plain start would take the image that the commit has.
	require.Zero(t, s.run(t, "freeze", "--reason", "a holiday").Code)
	r = s.run(t, "rebuild", "--commit", fourth)
	require.Zero(t, r.Code, r.Err)
	s.ConfigureAll(t, s.env, nil, map[string][]string{"delivery": {
		"slipway-delivery:approvalTimeoutMinutes: 90",
	}})
	r = s.run(t, "deploy-all")
	require.Zero(t, r.Code, r.Err)
	require.Zero(t, s.run(t, "thaw").Code)
	r = s.run(t, "approve")
	require.Zero(t, r.Code, r.Err)
	rebuilt := s.production(t, "api")
	assert.Equal(t, "3", rebuilt.Alias)
	assert.Regexp(t, "(^| )"+fourth+"-[0-9]{14}( |$)", strings.Join(s.tags(t, "api")[rebuilt.Live], " "))

	s.Set("ALLOW", "")
	s.ConfigureAll(t, s.env, nil, nil)
	r = s.run(t, "deploy-all")
	require.Zero(t, r.Code, "nothing waits any more: %s", r.Err)

	s.Set(cli.AskVariable, "")
	s.ConfigureAll(t, s.env, nil, own)
	assert.NotContains(t, s.run(t, "preview-all").Err, "This takes away", "nothing waits, so nothing ends")
}

// A run that fails may have ended what waits: it says how to start that again.
func TestADeploymentThatFailsTellsWhatItMayHaveEnded(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	unanswered(t, s, third)
	s.ConfigureAll(t, s.env, nil, map[string][]string{"delivery": {
		"slipway-delivery:approvalTimeoutMinutes: 60", "slipway-delivery:logRetentionDays: 7",
	}})
	s.Set(cli.AskVariable, "1")
	s.Set("ALLOW", "pipeline-api-local")
	s.Set(localaws.FailVariable, "LogGroup:update")
	r := s.run(t, "deploy-all")
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, "333333333333 Simulate a change of api may have been ended by the update of "+
		"pipeline-api-local: if `make status` does not show it, `make start ENV=local SERVICE=api COMMIT="+third+
		"` starts it again.\n")
}
