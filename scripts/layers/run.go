package layers

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"slipway/scripts/engine"
)

// Watcher hears what a run is doing while it does it.
type Watcher interface {
	Begin(layer, verb string)
	Event(layer string, e engine.Event)
	End(o Outcome)
}

// Status is how a layer came out of a run.
type Status string

const (
	// Done: the operation succeeded.
	Done Status = "done"
	// Failed: the operation failed; later layers were not started.
	Failed Status = "failed"
	// Absent: there was nothing to do, the layer was not deployed.
	Absent Status = "not deployed"
	// Stopped: the operation could go on, but not without a layer that failed beside it; what
	// was under way has finished.
	Stopped Status = "stopped"
	// Waiting: the layer was not started because an earlier one failed.
	Waiting Status = "not started"
)

// Outcome is what a run did with one layer.
type Outcome struct {
	Layer  string
	Verb   string // deploy, preview, refresh, destroy
	Status Status
	Result engine.Result
}

// Report is what a run did with all its layers.
type Report struct {
	Outcomes []Outcome
	// Stale are deployed layers that have not taken what an earlier one changed, in this
	// run or before.
	Stale []Stale
	// Resume is the make command that goes on after a failure.
	Resume string
	// Losses are what a preview or a plan found that the deployment would take away.
	Losses []Loss
	// Last are sentences for the end of the run.
	Last []string
	// Waiting are settings that a run has given to functions and that no traffic
	// reaches before the service's next release, by service.
	Waiting map[string][]string
}

// Stale is a layer that has not taken what an earlier one changed.
type Stale struct {
	Layer   string
	Outputs []string // such as keyArn of foundation
}

// Runner carries out plans in one environment.
type Runner struct {
	Env   string
	Plan  Plan
	Watch Watcher
	// Loses tells whether an event of a preview takes away what should not go unasked.
	Loses func(engine.Event) (Loss, bool)

	telling sync.Mutex
}

// Hint is an error with the one command that mends it.
type Hint struct {
	Problem string
	If      string // when the command is the right one, if that is not plain
	Command string
}

// Error states the problem and the command.
func (h *Hint) Error() string {
	if h.If != "" {
		return fmt.Sprintf("%s; %s, run `%s`", h.Problem, h.If, h.Command)
	}
	return fmt.Sprintf("%s; run `%s`", h.Problem, h.Command)
}

// Mending adds to the errors of a run that was cut off, or may have been, the command
// that mends what it left.
func (r *Runner) Mending(err error) error {
	var (
		locked    *engine.LockedError
		unsettled *engine.UnsettledError
		damaged   *engine.DamagedError
		failed    *engine.Error
	)
	command := "make recover ENV=" + r.Env
	switch {
	case errors.As(err, &locked):
		return &Hint{
			Problem: locked.Error() + ": wait for it to end",
			If:      "if it is dead",
			Command: command,
		}
	case errors.As(err, &unsettled), errors.As(err, &damaged):
		return &Hint{
			Problem: err.Error(),
			If:      "before anything else",
			Command: command,
		}
	case errors.As(err, &failed) && (failed.Terminated || failed.Unsaved):
		return &Hint{
			Problem: err.Error(),
			If:      "before anything else",
			Command: command,
		}
	}
	return err
}

type step func(context.Context, Layer) (Outcome, error)

// each takes the layers in turn and stops at the first error.
func (r *Runner) each(ctx context.Context, plan Plan, verb, resume string, do step) (Report, error) {
	var report Report
	for i, l := range plan {
		r.tell(func(w Watcher) { w.Begin(l.Name, verb) })
		o, err := do(ctx, l)
		o.Layer, o.Verb = l.Name, verb
		if err != nil {
			o.Status = Failed
		}
		r.tell(func(w Watcher) { w.End(o) })
		report.Outcomes = append(report.Outcomes, o)
		if err == nil {
			continue
		}
		for _, rest := range plan[i+1:] {
			report.Outcomes = append(report.Outcomes, Outcome{
				Layer:  rest.Name,
				Verb:   verb,
				Status: Waiting,
			})
		}
		err = r.Mending(err)
		var hint *Hint
		if !errors.As(err, &hint) { // a hint names its own command
			report.Resume = resume
		}
		return report, fmt.Errorf("%s %s: %w", verb, l.Name, err)
	}
	return report, nil
}

func (r *Runner) watch(l Layer) func(engine.Event) {
	return func(e engine.Event) { r.tell(func(w Watcher) { w.Event(l.Name, e) }) }
}

// tell tells the watcher one thing at a time, though layers are at work beside each other.
func (r *Runner) tell(what func(Watcher)) {
	r.telling.Lock()
	defer r.telling.Unlock()
	what(r.Watch)
}

// Command is the make command for verb and the named layers, all without names.
func (r *Runner) Command(verb string, names ...string) string {
	if len(names) == 1 {
		return fmt.Sprintf("make %s LAYER=%s ENV=%s", verb, names[0], r.Env)
	}
	return fmt.Sprintf("make %s-all ENV=%s", verb, r.Env)
}

func done(result engine.Result, err error) (Outcome, error) {
	return Outcome{Status: Done, Result: result}, err
}
