package release_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// goodScenarios are those after which a release of another image succeeds.
var goodScenarios = []string{
	"a release", "a release all at once", "a release beside weights an interrupted undo left",
	"a release on purpose while the alarm fires", "an image Lambda cannot take", "an alarm during the canary",
	"an alarm in the bake", "a version that fails with traffic only",
	"settings that wait",
	"a rollback", "a rollback to a version that sleeps", "a rollback to a version that answers badly",
}

func (s scenario) bench(role string) *bench {
	b := newBench(role)
	if s.arrange != nil {
		s.arrange(b)
	}
	return b
}

// afterwards is what must hold when the deaths are undone and time has passed.
func (b *bench) afterwards(t testing.TB) {
	t.Helper()
	b.clock.OnSleep = nil
	b.deliver()
	b.Alarms[errorAlarm], b.Alarms[releaseAlarm] = "OK", "OK"
	b.pass(t, 6*time.Hour)
	b.deliver()
	require.Empty(t, b.settled())
}

func TestAnAbortAtAnyMomentIsUndoneOrBroughtHome(t *testing.T) { // R6, R12
	t.Parallel()
	for _, name := range goodScenarios {
		s := scenarios[name]
		faultFree := s.bench(sameAccount)
		var points []asl.Point
		faultFree.start(s.input, faultFree.plain, func(p asl.Point) bool {
			if !slices.Contains(points, p) {
				points = append(points, p)
			}
			return false
		})
		for _, point := range points {
			t.Run(fmt.Sprintf("%s/%s %s", name, point.State, point.Moment), func(t *testing.T) {
				t.Parallel()
				b := s.bench(otherAccount)
				b.began, b.beganWith = b.Function.AliasVersion, maps.Clone(b.Function.Weights)
				o := b.start(s.input, b.plain, func(p asl.Point) bool { return p == point })
				require.Equal(t, asl.StatusAborted, o.status)
				b.afterwards(t)
				if to, is := s.input["rollbackTo"]; is {
					require.Equal(t, to, b.Function.AliasVersion, "a rollback is brought home")
				}
			})
		}
	}
}

// twoFaults are the tasks that need two things to go wrong, or two at work: the random
// days meet them.
var twoFaults = []string{
	"CountNotRestored", "FindDeadEnd", "FindDeadStart", "FindShiftSince",
	"FreeDeadLock", "ReadAliasSince", "ReadDead", "ReadDeadHolder", "ReadDeadLock", "ReadHolder",
	"ReadLock", "ReadStrangeShift", "RecordStopped", "SeizeDeadLock", "SeizeLock", "StartUndo",
	"StopAnyShift", "StopHolder",
}

func TestAFaultAtAnyTaskEndsTruly(t *testing.T) { // R6, R12
	t.Parallel()
	met := map[string]bool{}
	for _, name := range goodScenarios {
		s := scenarios[name]
		faultFree := s.bench(sameAccount)
		visited := faultFree.start(s.input, faultFree.plain, never).visited
		for _, task := range faultFree.machine.Tasks() {
			if !slices.Contains(visited, task) {
				continue
			}
			met[task] = true
			for _, f := range faults {
				if task == "SendMail" && f.times == 0 && !f.applied {
					continue // there is no other way to tell anybody
				}
				t.Run(name+"/"+task+" "+f.name, func(t *testing.T) {
					t.Parallel()
					b := s.bench(sameAccount)
					b.began, b.beganWith = b.Function.AliasVersion, maps.Clone(b.Function.Weights)
					o := b.start(s.input, b.at(task, f), never)
					moved := b.Function.AliasVersion
					b.afterwards(t)
					if to, is := s.input["rollbackTo"]; is && task != "ReadAliasBefore" && task != "MoveBack" && task != "WakeTarget" {
						require.Equal(t, to, moved, "%v", o.err)
					}
				})
			}
		}
	}
	for _, task := range parsed[sameAccount].Tasks() {
		if !slices.Contains(twoFaults, task) {
			require.True(t, met[task], "no scenario reaches the task %s", task)
		}
	}
}
