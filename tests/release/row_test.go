package release_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/statemachines"
)

func TestTheRowsOfAReleaseTellAllOfIt(t *testing.T) { // R6
	t.Parallel()
	b := newBench(otherAccount)
	o := b.run(t, release(), b.plain)
	started, ends := b.rows(o)
	require.Len(t, ends, 1)
	both := map[string]string{
		"deploymentId":    "run-7",
		"eventType":       "RELEASE",
		"service":         "api",
		"environment":     "dev",
		"actor":           "codepipeline",
		"execution":       o.execution,
		"commit":          commit,
		"digest":          newDigest,
		"version":         "2",
		"previousVersion": "1",
		"previousDigest":  oldDigest,
		"override":        "none",
		"settings":        "no",
		"startedAt":       "2026-03-01T12:00:00.000Z",
		"endKey":          "2026-03-01T12:00:00.000Z#api#2-ended",
	}
	assert.Equal(t, with(both, "timestamp", "2026-03-01T12:00:00.000Z#api#1-started", "state", "STARTED"), started)
	assert.Equal(t, with(both,
		"timestamp", "2026-03-01T12:00:00.000Z#api#2-ended", "state", "SUCCEEDED", "shift", "d-000000001",
		"reason", "none", "undoFailure", "none: none", "problems", "", "requests", ends[0]["requests"],
		"verdict", "INCONCLUSIVE", "endedBy", o.execution, "endedAt", "2026-03-01T12:07:55.000Z",
		"toldAt", "2026-03-01T12:07:55.000Z"), ends[0])
	assert.Equal(t, newDigest, b.Repository.Tags["deployed-"+newDigest[7:]],
		"the live image must be protected from expiry")
	assert.Equal(t, newDigest, b.Repository.Tags["releasing-"+newDigest[7:]], "and was before it got traffic")
}

func TestTheRowsOfARollbackNameWhoAskedForIt(t *testing.T) { // R6
	t.Parallel()
	b := newBench(sameAccount)
	onVersionTwo(b)
	started, ends := b.rows(b.run(t, rollback("1"), b.plain))
	require.Len(t, ends, 1)
	for _, row := range append(ends, started) {
		assert.Equal(t, "ROLLBACK", row["eventType"])
		assert.Equal(t, "alice", row["actor"])
		assert.Equal(t, "1", row["version"])
		assert.Equal(t, "2", row["previousVersion"])
	}
	assert.Equal(t, newDigest, ends[0]["previousDigest"])
	assert.Empty(t, b.Repository.Tags, "a version that ran has its tag already")
}

func TestAnInputWithNothingIsStillRecorded(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	started, ends := b.rows(b.run(t, map[string]any{}, b.plain))
	require.Len(t, ends, 1)
	assert.Equal(t, "run-1", started["deploymentId"], "the execution's name stands in")
	assert.Equal(t,
		"Release.IncompleteRequest: A release needs a commit and a sha256 digest; the input has commit none and digest none.",
		ends[0]["reason"])
}

func TestAnEndThatCannotBeRecordedIsSaidToThePipeline(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	b.Function.Unstartable[newDigest] = true
	o := b.start(release(), b.at("RecordEnd", faults[0]), never)
	require.EqualError(t, o.err, "Release.Unrecorded: The end of this release, FAILED with version 2, could not be "+
		"written to the history (DynamoDB.AccessDeniedException). What ended it: Release.VersionFailed: Version 2 of "+
		"function-api-dev is in state Failed: its image could not be started.")
	b.deliver()
	_, ends := b.rows(o)
	require.Len(t, ends, 1, "the execution that its death starts writes the row")
	assert.Equal(t, "FAILED", ends[0]["state"])
}

func TestTheTargetAccountRefusesAnyOtherRole(t *testing.T) {
	t.Parallel()
	b := newBench(otherAccount)
	b.machine = parsed[sameAccount]
	o := b.run(t, release(), b.plain)
	require.EqualError(t, o.err,
		`CodeDeploy.CodeDeployException: role "`+sameAccount+`" is not authorized to perform codedeploy:listDeployments`)
	_, ends := b.rows(o)
	require.Len(t, ends, 1)
	assert.Equal(t, "FAILED", ends[0]["state"])
}

func TestTheLongestShiftStaysFarFromTheEventLimit(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	scenarios["a canary that never ends"].arrange(b)
	looks := 0
	for _, state := range b.run(t, release(), b.plain).visited {
		if state == "ReadShift" {
			looks++
		}
	}
	require.Equal(t, 41, looks, "the first and as many more as the limit allows")
	const eventsOfALook = 20 // Wait 2, Task 5 twice, Choice 2 three times, Pass 2
	assert.Less(t, statemachines.DefaultShiftPoll.Limit*eventsOfALook, 25000/2,
		"an execution may have 25,000 events (Step Functions quotas)")
}

func TestNoRowAndNoMailHoldsAVariableOfTheFunction(t *testing.T) { // R16
	t.Parallel()
	b := newBench(sameAccount)
	b.Function.Environment = map[string]string{"PASSWORD": "hunter2"}
	o := b.run(t, release(), b.plain)
	require.Nil(t, o.err)
	for _, row := range b.Rows {
		assert.NotContains(t, slices.Collect(maps.Values(row)), "hunter2")
	}
	require.Len(t, b.mails(o), 1)
	assert.NotContains(t, b.mails(o)[0].Text, "hunter2")
}

// with is a copy of a row with more in it.
func with(row map[string]string, pairs ...string) map[string]string {
	row = maps.Clone(row)
	for i := 0; i < len(pairs); i += 2 {
		row[pairs[i]] = pairs[i+1]
	}
	return row
}
