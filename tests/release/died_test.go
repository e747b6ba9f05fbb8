package release_test

import (
	"context"
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
