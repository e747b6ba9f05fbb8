package release_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/stacks/delivery/statemachines"
)

// states are those of a definition, to be changed.
type states map[string]map[string]any

// leads makes a state do nothing but go on. What it led to stays reachable.
func (s states) leads(state, to string) {
	choices := []any{}
	for _, next := range nexts(s[state]) {
		choices = append(choices, map[string]any{"Variable": "$.never", "IsPresent": true, "Next": next})
	}
	s[state] = map[string]any{"Type": "Choice", "Choices": choices, "Default": to}
}

// nexts are the states that a part of a definition leads to.
func nexts(part any) (found []string) {
	switch part := part.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(part)) {
			if next, is := part[name].(string); is && (name == "Next" || name == "Default") {
				found = append(found, next)
			}
			found = append(found, nexts(part[name])...)
		}
	case []any:
		for _, one := range part {
			found = append(found, nexts(one)...)
		}
	}
	return found
}

// set changes a parameter; nil takes it away.
func (s states) set(state, parameter string, value any) {
	parameters := s[state]["Parameters"].(map[string]any)
	if delete(parameters, parameter); value != nil {
		parameters[parameter] = value
	}
}

// mutations are machines that are wrong in one thing.
var mutations = map[string]func(states){
	"the alias is not put back":             func(s states) { s.leads("RestoreAlias", "IsUndoSure") },
	"a shift is not stopped by an undo":     func(s states) { s.leads("StopShift", "KeepLockToUndo") },
	"the lock is not kept to move traffic":  func(s states) { s.leads("KeepLock", "HowToMove") },
	"the lock is taken from whoever has it": func(s states) { s.leads("TakeLock", "ListShifts") },
	"nobody is told":                        func(s states) { s.leads("SendMail", "NoteTold") },
	"nobody is told after a death":          func(s states) { s.leads("WasItTold", "NothingLeft") },
	"no alarm is told":                      func(s states) { s.leads("CountNotRestored", "WhichMail") },
	"what could not be undone is called FAILED": func(s states) {
		s.set("MarkNotRestored", "state", "FAILED")
	},
	"traffic that was lost again is forgotten": func(s states) { s.leads("HadItBegun", "IsUndoSure") },
	"a version without traffic is kept ready":  func(s states) { s.leads("LeaveReady", "IsAnyReadyLeft") },
	"$LATEST is left":                          func(s states) { s.leads("SetLatest", "WaitForLatest") },
	"an image that was taken back goes out":    func(s states) { s.leads("RefuseTakenBack", "ReadAlarms") },
	"settings carry another image along":       func(s states) { s.leads("RefuseOtherImage", "RecordPrevious") },
	"a rollback does not stop a release":       func(s states) { s.leads("StopHolder", "FindShifts") },
	"a rollback lets CodeDeploy go back": func(s states) {
		s.set("StopAnyShift", "AutoRollbackEnabled", true)
		s.leads("IsAnyShiftRunning", "StopAnyShift")
		s.leads("IsShiftLeft", "AimLatestAtTarget")
	},
	"a rollback leaves shifts alone": func(s states) { s.leads("FindShifts", "NoShiftsKnown") },
	"a smoke call undoes a rollback": func(s states) { s.leads("NoteSmokeProblem", "Undo") },
	"the history undoes a rollback":  func(s states) { s.leads("NoteUnrecorded", "Undo") },
	"end rows are overwritten": func(s states) {
		s.set("RecordEnd", "ConditionExpression", nil)
		s.set("RecordEnd", "ExpressionAttributeNames", nil)
		s.set("RecordEnd", "ExpressionAttributeValues", nil)
	},
	"a death is not undone":                    func(s states) { s.leads("NoteDeath", "DescribeEnd") },
	"a rollback that died is not brought home": func(s states) { s.leads("HadItEnded", "DescribeDeath") },
	"a death is undone whoever has the lock":   func(s states) { s.leads("WhoseLock", "NoteMoving") },
	"a redrive moves the alias": func(s states) {
		for _, state := range []string{"MoveBack", "MoveAlias", "RestoreAlias"} {
			for _, from := range map[string][]string{
				"MoveBack": {"$.release.rollbackTo"}, "MoveAlias": {"$.target.version"}, "RestoreAlias": {"$.previous.version"},
			}[state] {
				s.set(state, "FunctionVersion.$", from)
			}
			s.set(state, "RevisionId.$", nil)
		}
	},
	"a redrive starts a shift": func(s states) { s.set("StartShift", "Description.$", "$.release.execution") },
	"a redrive changes the code": func(s states) {
		s.set("UpdateCode", "ImageUri.$", "States.Format('{}@{}', $.names.repository, $.release.digest)")
		s.set("SetLatest", "ImageUri.$", "States.Format('{}@{}', $.names.repository, $.latest.digest)")
	},
}

// mutated are the machines of both layouts with one thing wrong.
func mutated(t *testing.T, change func(states)) map[string]*asl.Machine {
	t.Helper()
	machines := map[string]*asl.Machine{}
	for _, role := range []string{sameAccount, otherAccount} {
		rendered, err := statemachines.Release(settings(role))
		require.NoError(t, err)
		text, err := json.Marshal(rendered)
		require.NoError(t, err)
		var definition struct {
			Comment, StartAt string
			TimeoutSeconds   int
			States           states
		}
		require.NoError(t, json.Unmarshal(text, &definition))
		change(definition.States)
		if machines[role], err = asl.Parse(definition); err != nil {
			t.Fatal(err)
		}
	}
	return machines
}

func TestRandomDaysFindWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, change := range mutations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fault := firstFault(mutated(t, change), 1, 8000, func(*day) {})
			require.NotEmpty(t, fault, "the random days do not notice it")
			t.Log(fault)
		})
	}
}
