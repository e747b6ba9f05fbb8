package release_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// faultScenarios are those whose second run, with the model mended, succeeds.
var faultScenarios = []string{
	"a release", "a release all at once", "a release beside weights an interrupted undo left",
	"an image Lambda cannot take", "an alarm during the canary", "a canary that never ends",
	"a smoke call answered with 503",
	"a rollback", "a rollback to a version that sleeps", "a rollback to a version that answers badly",
}

// mend takes away what made a scenario fail, but not what it left behind.
func (b *bench) mend() {
	b.Function.Rejected, b.Function.Answers = map[string]string{}, map[string]any{}
	b.Group.OnShift = nil
	b.Group.Takes = min(b.Group.Takes, 5*60e9)
}

func (s scenario) bench(role string) *bench {
	b := newBench(role)
	if s.arrange != nil {
		s.arrange(b)
	}
	return b
}

func TestAFaultAtAnyTaskLeavesProductionOnOneVersionAndASecondRunSucceeds(t *testing.T) {
	t.Parallel()
	met := map[string]bool{}
	for _, name := range faultScenarios {
		s := scenarios[name]
		faultFree := s.bench(sameAccount)
		visited := faultFree.run(t, s.input, faultFree.plain).visited
		for _, task := range faultFree.machine.Tasks() {
			if !slices.Contains(visited, task) {
				continue
			}
			met[task] = true
			for layout, role := range map[string]string{"one account": sameAccount, "two accounts": otherAccount} {
				for _, f := range faults {
					t.Run(name+"/"+task+" "+f.name+"/"+layout, func(t *testing.T) {
						t.Parallel()
						b := s.bench(role)
						was := b.look()
						o := b.run(t, s.input, b.at(task, f))
						b.hold(t, was, s.input, o)
						b.mend()
						b.again(t, s.input)
					})
				}
			}
		}
	}
	for _, task := range parsed[sameAccount].Tasks() {
		// ReadStrangeShift is reached when the answer of StartShift is lost, the others
		// when an execution died or could not undo what it did.
		if !slices.Contains([]string{
			"ReadStrangeShift", "FindDeadShift", "ReadDeadShift", "StopDeadShift", "CountNotRestored",
		}, task) {
			require.True(t, met[task], "no scenario reaches the task %s", task)
		}
	}
}

func TestThrottlingOnTheWayForwardIsWaitedOut(t *testing.T) {
	t.Parallel()
	faultFree := scenarios["a release"].bench(sameAccount)
	visited := faultFree.run(t, release(), faultFree.plain).visited
	for _, task := range faultFree.machine.Tasks() {
		if !slices.Contains(visited, task) {
			continue
		}
		t.Run(task, func(t *testing.T) {
			t.Parallel()
			b := newBench(sameAccount)
			o := b.run(t, release(), b.at(task, faults[2]))
			require.Nil(t, o.err)
			require.Equal(t, "2", b.Function.AliasVersion)
		})
	}
}
