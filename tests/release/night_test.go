package release_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// aborted starts a release that somebody aborts during its traffic shift.
func aborted(t *testing.T, b *bench) string {
	t.Helper()
	arn := machineID + ":aborted"
	b.Running = append(b.Running, arn)
	_, err := b.machine.Run(context.Background(), release(), asl.Options{
		Tasks:         b.Model,
		Clock:         b.clock,
		ExecutionID:   arn,
		ExecutionName: "aborted",
		MachineID:     machineID,
		Abort:         func(p asl.Point) bool { return p.State == "WaitForShift" },
	})
	require.ErrorIs(t, err, asl.ErrAborted)
	b.Running = nil
	require.NotNil(t, b.Group.Running(), "CodeDeploy goes on without the machine")
	return arn
}

func TestAnAlarmAfterTheShiftUndoesTheRelease(t *testing.T) { // R12
	t.Parallel()
	b := newBench(otherAccount)
	o := b.run(t, release(), b.hook("ReadBakeAlarm", func() { b.Alarms[b.Group.Alarm] = "ALARM" }))
	require.EqualError(t, o.err, "Release.AlarmInBake: The error alarm "+b.Group.Alarm+
		" fired after version 2 had got all traffic.")
	assert.Equal(t, "1", b.Function.AliasVersion)
	_, ends := b.rows(o)
	require.Len(t, ends, 1)
	assert.Equal(t, "ROLLED_BACK", ends[0]["state"])
}

func TestAReleaseOfTheImageThatIsLivePublishesAndShiftsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(sameAccount)
	require.Nil(t, b.run(t, release(), b.plain).err)
	refused := release()
	refused["digest"] = oldDigest
	b.Alarms[b.Group.Alarm] = "OK"
	b.Function.Answers[oldDigest] = map[string]any{"statusCode": 503}
	require.NotNil(t, b.run(t, refused, b.plain).err, "version 3 was published and undone")
	o := b.run(t, release(), b.plain)
	require.Nil(t, o.err)
	assert.NotContains(t, o.visited, "PublishVersion")
	assert.NotContains(t, o.visited, "StartShift")
	assert.Equal(t, "2", b.Function.AliasVersion, "not a second version of the same image")
	_, ends := b.rows(o)
	require.Len(t, ends, 1)
	assert.Equal(t, "SUCCEEDED", ends[0]["state"])
	assert.Equal(t, "2", ends[0]["version"])
}

func TestAFunctionThatSomebodyElseUpdatesIsWaitedFor(t *testing.T) {
	t.Parallel()
	conflict := fault{times: 5, err: func(string) *asl.Error {
		return &asl.Error{Name: "Lambda.ResourceConflictException", Cause: "An update is in progress"}
	}}
	for _, task := range []string{"UpdateCode", "PublishVersion"} {
		b := newBench(sameAccount)
		require.Nil(t, b.run(t, release(), b.at(task, conflict)).err, task)
		assert.Equal(t, "2", b.Function.AliasVersion)
	}
}

func TestAnAnswerThatIsTooLargeUndoesTheRelease(t *testing.T) { // R12
	t.Parallel()
	b := newBench(sameAccount)
	b.Function.Answers[newDigest] = strings.Repeat("x", 300*1024)
	o := b.run(t, release(), b.plain)
	require.NotNil(t, o.err)
	assert.Equal(t, "States.DataLimitExceeded", o.err.Name)
	assert.Contains(t, o.visited, "Undo")
	assert.Equal(t, "1", b.Function.AliasVersion)
}

func TestAReleaseThatCannotBeUndoneIsCountedAndSaidToBeSo(t *testing.T) { // R12, R17
	t.Parallel()
	b := newBench(otherAccount)
	b.Function.Answers[newDigest] = map[string]any{"statusCode": 503}
	o := b.run(t, release(), b.at("RestoreAlias", faults[0]))
	require.NotNil(t, o.err)
	_, ends := b.rows(o)
	require.Len(t, ends, 1)
	assert.Equal(t, "NOT_RESTORED", ends[0]["state"])
	assert.Equal(t, "Lambda.AccessDeniedException: injected: not authorized", ends[0]["undoFailure"])
	require.Len(t, b.PutMetrics, 1, "what the alarm watches")
	assert.Equal(t, "2", b.Function.AliasVersion, "the version that failed is live")

	b = newBench(sameAccount)
	b.Function.Answers[newDigest] = map[string]any{"statusCode": 503}
	require.NotNil(t, b.run(t, release(), b.plain).err)
	assert.Empty(t, b.PutMetrics, "an undo that worked rings nobody")
}

func TestAnExecutionThatWasAborted(t *testing.T) { // R12
	t.Parallel()
	t.Run("has its shift stopped and taken back", func(t *testing.T) {
		t.Parallel()
		b := newBench(otherAccount)
		o := b.run(t, map[string]any{"undoOf": aborted(t, b)}, b.plain)
		require.Nil(t, o.err)
		assert.Equal(t, "Stopped", b.Group.Deployments[0].Status)
		assert.Equal(t, "1", b.Function.AliasVersion)
		assert.Empty(t, b.Function.Weights)
	})
	t.Run("leaves the shift of another alone", func(t *testing.T) {
		t.Parallel()
		b := newBench(sameAccount)
		aborted(t, b)
		o := b.run(t, map[string]any{"undoOf": machineID + ":another"}, b.plain)
		require.Nil(t, o.err)
		assert.Equal(t, "Succeeded", b.Group.Deployments[0].Status)
	})
	t.Run("may have no shift left", func(t *testing.T) {
		t.Parallel()
		b := newBench(sameAccount)
		arn := aborted(t, b)
		require.NoError(t, b.clock.Sleep(context.Background(), time.Hour))
		o := b.run(t, map[string]any{"undoOf": arn}, b.plain)
		require.Nil(t, o.err)
		assert.NotContains(t, o.visited, "ReadDeadShift")
	})
	t.Run("is told of when its shift cannot be stopped", func(t *testing.T) {
		t.Parallel()
		for _, task := range []string{"FindDeadShift", "ReadDeadShift", "StopDeadShift"} {
			b := newBench(sameAccount)
			o := b.run(t, map[string]any{"undoOf": aborted(t, b)}, b.at(task, faults[0]))
			require.NotNil(t, o.err, task)
			assert.Equal(t, "Release.DeadShiftNotStopped", o.err.Name)
		}
	})
}
