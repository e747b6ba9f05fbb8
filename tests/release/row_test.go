package release_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/statemachines"
)

func TestTheRowsOfAReleaseTellAllOfIt(t *testing.T) {
	t.Parallel()
	b := newBench(otherAccount)
	o := b.run(t, release(), b.plain)
	started, ends := b.rows(o)
	require.Len(t, ends, 1)
	common := map[string]string{
		"deploymentId":    "run-7",
		"eventType":       "RELEASE",
		"service":         "api",
		"environment":     "dev",
		"actor":           "codepipeline",
		"execution":       o.execution,
		"commit":          commit,
		"digest":          newDigest,
		"previousVersion": "1",
		"previousDigest":  oldDigest,
		"startedAt":       "2026-03-01T12:00:00.000Z",
	}
	assert.Equal(t,
		with(common, "timestamp", "2026-03-01T12:00:00.000Z#1-started", "state", "STARTED", "version", "none"), started)
	assert.Equal(t,
		with(common, "timestamp", "2026-03-01T12:00:00.000Z#2-ended", "state", "SUCCEEDED", "version", "2", "shift",
			"d-000000001", "endedAt", ends[0]["endedAt"]), ends[0])
	assert.Equal(t, "2026-03-01T12:07:25.000Z", ends[0]["endedAt"])
	assert.Equal(t, newDigest, b.Repository.Tags["deployed-"+commit], "the live image must be protected from expiry")
}

func TestTheRowsOfARollbackNameWhoAskedForIt(t *testing.T) {
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
	b.Alarms["alarm-errorsapi-dev"] = "ALARM"
	o := b.run(t, release(), b.at("RecordFailed", faults[0]))
	require.NotNil(t, o.err)
	assert.Equal(t, "Release.Unrecorded", o.err.Name)
	assert.Equal(t,
		"The end of this release could not be written to the history. It ended because of Release.AlarmActive: The error "+
			"alarm alarm-errorsapi-dev is already in ALARM. Nothing was touched; find out why, or roll back.", o.err.Cause)
}

func TestTheTargetAccountRefusesAnyOtherRole(t *testing.T) {
	t.Parallel()
	b := newBench(otherAccount)
	b.machine = parsed[sameAccount]
	o := b.run(t, release(), b.plain)
	require.EqualError(t, o.err,
		`CloudWatch.CloudWatchException: role "`+sameAccount+`" is not authorized to perform cloudwatch:describeAlarms`)
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
	const eventsOfALook = 11 // Wait 2, Task 5, Choice 2, Pass 2
	assert.Less(t, statemachines.DefaultShiftPoll.Limit*eventsOfALook, 25000/2,
		"an execution may have 25,000 events (Step Functions quotas)")
}

// with is a copy of a row with more in it.
func with(row map[string]string, pairs ...string) map[string]string {
	row = maps.Clone(row)
	for i := 0; i < len(pairs); i += 2 {
		row[pairs[i]] = pairs[i+1]
	}
	return row
}
