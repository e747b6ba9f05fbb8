package release_test

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// before is what production was before an execution.
type before struct {
	version string
	weights map[string]float64
}

// look notes what production is now.
func (b *bench) look() before {
	return before{version: b.Function.AliasVersion, weights: maps.Clone(b.Function.Weights)}
}

// newest is the version an execution with this input would bring live: the one
// asked for, or the newest that holds the new image.
func (b *bench) newest(input map[string]any) string {
	if version, is := input["rollbackTo"].(string); is {
		return version
	}
	for number := len(b.Function.Versions) + 1; number > 0; number-- {
		if v := b.Function.Versions[fmt.Sprint(number)]; v != nil && v.Digest == newDigest {
			return fmt.Sprint(number)
		}
	}
	return ""
}

// hold is what must be true after any execution, whatever happened in it.
func (b *bench) hold(t testing.TB, was before, input map[string]any, o outcome) {
	t.Helper()
	if o.err != nil {
		require.NotContains(t, []string{asl.Runtime, asl.DataLimitExceeded, asl.IntrinsicFailure, asl.NoChoiceMatched},
			o.err.Name, "%v: the machine itself failed", o)
	}
	started, ends := b.rows(o)
	recorded := o.err == nil || o.err.Name != "Release.Unrecorded"
	if recorded {
		require.Len(t, ends, 1, "%v: exactly one end row", o)
	} else {
		require.LessOrEqual(t, len(ends), 1)
	}
	if started == nil {
		require.NotNil(t, o.err, "a release without a row STARTED must not go on")
		require.Equal(t, []string{"TakeInput", "FillInput", "Begin"}, o.visited[:3])
		require.NotContains(t, o.visited, "UpdateCode")
	}
	undone := len(ends) == 1 && ends[0]["undoFailure"] == "none: none"
	if o.err == nil {
		require.Equal(t, "SUCCEEDED", ends[0]["state"])
		require.Equal(t, b.newest(input), b.Function.AliasVersion)
		undone = true
	} else if recorded {
		require.Contains(t, []string{"FAILED", "ROLLED_BACK", "NOT_RESTORED"}, ends[0]["state"])
		if ends[0]["state"] == "NOT_RESTORED" {
			require.False(t, undone, "%v: the row must say what could not be undone", o)
			require.Contains(t, o.visited, "CountNotRestored", "somebody must be told")
		} else if b.Group.Running() == nil {
			require.Equal(t, was.version, b.Function.AliasVersion, "%v: %s is untrue", o, ends[0]["state"])
		}
		require.Equal(t, o.err.Error(), trimCause(ends[0]["reason"], o.err), "the row must name the reason")
	}
	require.Contains(t, []string{was.version, b.newest(input)}, b.Function.AliasVersion, "%v", o)
	if !undone {
		return // the row says which step back failed; the next run starts from there
	}
	require.Nil(t, b.Group.Running(), "%v: a shift is still running", o)
	if len(b.Function.Weights) > 0 {
		require.NotNil(t, o.err, "%v: production is between two versions", o)
		require.Equal(t, was.weights, b.Function.Weights, "%v: production is between two versions", o)
	}
	require.Equal(t, b.LiveDigest(), b.Function.Digest, "%v: $LATEST must hold what is live", o)
	if o.err != nil {
		require.Equal(t, was.version, b.Function.AliasVersion, "%v", o)
	}
}

// trimCause brings the row's reason into the form of an error: a task that timed
// out has no cause, and the row says so.
func trimCause(reason string, err *asl.Error) string {
	if err.Cause == "" || err.Cause == "none" {
		return err.Error()
	}
	return reason
}

// again runs the same input once more, without faults, after the longest shift
// would have ended by itself. It must succeed.
func (b *bench) again(t testing.TB, input map[string]any) {
	t.Helper()
	b.Alarms[b.Group.Alarm] = "OK"
	require.NoError(t, b.clock.Sleep(context.Background(), 6*time.Hour))
	b.Advance()
	was := b.look()
	o := b.run(t, input, b.plain)
	require.Nil(t, o.err, "a second run must succeed: %v", o)
	b.hold(t, was, input, o)
}
