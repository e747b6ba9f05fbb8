package logs

import (
	"context"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"time"

	"slipway/scripts/asl"
)

// Execution is one of a state machine.
type Execution struct {
	Name    string
	Status  string // as Step Functions calls it
	Started time.Time
	Events  []asl.Event
}

// Machines knows the executions of state machines.
type Machines interface {
	// Executions are those of the machine whose names begin as said, the latest first. They
	// are read as they are asked for.
	Executions(ctx context.Context, machine, begin string) iter.Seq2[Execution, error]
}

// Release reads the latest execution of a release machine that did something, in words: one
// that looks whether there is something to undo follows each that failed.
type Release struct {
	Machines
	Machine string // ARN
	// Begin is that of the execution's name; "" for any.
	Begin string
}

// Read says what the execution did.
func (r Release) Read(ctx context.Context, from time.Time) (Log, error) {
	for e, err := range r.Executions(ctx, r.Machine, r.Begin) {
		if err != nil {
			return Log{}, err
		}
		running := e.Status == "RUNNING"
		if r.Begin == "" && !running && !e.acted() {
			continue
		}
		log := Log{Of: e.Name, Ended: !running}
		for _, line := range e.lines() {
			if !line.At.Before(from) {
				log.Lines = append(log.Lines, line)
			}
		}
		return log, nil
	}
	return Log{}, nil
}

// acted tells whether the execution did more than look.
func (e Execution) acted() bool {
	return slices.ContainsFunc(e.Events, func(event asl.Event) bool {
		return event.Kind == asl.Entered && event.Type == "Task" && Words(event.State) != ""
	})
}

// lines say what happened, each call the first time alone: the machine looks again and again.
func (e Execution) lines() []Line {
	all := []Line{{At: e.Started, Text: "the release begins"}}
	said := map[string]bool{}
	for _, event := range e.Events {
		text := ""
		switch event.Kind {
		case asl.Entered:
			if text = Words(event.State); event.Type != "Task" || said[event.State] {
				continue
			}
			said[event.State] = true
		case asl.Retrying, asl.Caught:
			text = fmt.Sprintf("%s failed: %s", event.State, event.Error)
		case asl.Failed:
			text = fmt.Sprintf("the execution failed: %s", event.Error)
		case asl.Succeeded, asl.TimedOut, asl.Aborted:
			text = fmt.Sprintf("the execution has %s", map[asl.Kind]string{
				asl.Succeeded: "ended",
				asl.TimedOut:  "run out of time",
				asl.Aborted:   "been stopped",
			}[event.Kind])
		}
		if text != "" {
			all = append(all, Line{At: event.At, Text: text})
		}
	}
	for i := range all {
		all[i].ID = fmt.Sprint(i)
	}
	return all
}

// looks are the states that only read, or only note something for another execution.
var looks = regexp.MustCompile(`^(Read|List|Find|Note|Count|Hold|Keep|Take|Free|RecordPrevious|RecordVersion)`)

// Words says in plain words what a state of a release machine does: "" if that only looks,
// its name if there are no words for it.
func Words(state string) string {
	if said, there := spoken[state]; there {
		return said
	}
	if looks.MatchString(state) {
		return ""
	}
	return state
}

// spoken are the states in plain words.
var spoken = map[string]string{
	"RecordStarted":   "the history has the release as STARTED",
	"RecordRollback":  "the history has the rollback as STARTED",
	"RecordEnd":       "the history gets its end",
	"RecordTakenBack": "the image that was live is noted as taken back",
	"RecordStopped":   "the image of the release that was stopped is noted as taken back",
	"ForgetTakenBack": "the image is no longer noted as taken back",
	"ClearRouting":    "weights that were left on the alias go",
	"UpdateCode":      "Lambda takes the image",
	"PublishVersion":  "Lambda publishes a version",
	"WakeTarget":      "a sleeping version is woken",
	"MoveAlias":       "the alias moves at once",
	"MoveBack":        "the alias moves at once",
	"StartShift":      "CodeDeploy begins to shift traffic",
	"CallFunction":    "the release calls the service too, until enough calls are seen",
	"Smoke":           "one call, to see whether it answers",
	"TagImage":        "the image gets its releasing- tag",
	"TagDeployed":     "the image gets its deployed- tag",
	"StopShift":       "CodeDeploy stops and moves traffic back",
	"StopAnyShift":    "CodeDeploy stops",
	"StopHolder":      "the release that runs is stopped",
	"SeizeLock":       "its lock is taken over",
	"SeizeDeadLock":   "the lock of the execution that died is taken over",
	"RestoreAlias":    "the alias is put back",
	"SetLatest":       "$LATEST is put on the image that is live",
	"StartUndo":       "what an execution left that died is to be undone first",
	"SendMail":        "people are told",
}
