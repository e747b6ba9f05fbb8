package release_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

// bench is a model, its clock, and the machine that acts in it.
type bench struct {
	*services.Model
	clock   *asl.SkippingClock
	machine *asl.Machine
	// ended are all executions that ended, in that order.
	ended []*outcome
	// dead are the executions whose death EventBridge has not told yet.
	dead []string
	// rowsSeen are the rows as they were when they were last looked at, faults what was
	// found to be wrong.
	rowsSeen map[string]map[string]string
	faults   []string
	// began is the version that production began on, beganWith the weights beside it.
	began     string
	beganWith map[string]float64
	// served are the versions that the alias was on.
	served []string
}

// outcome is how one execution ended.
type outcome struct {
	execution string
	input     map[string]any
	status    asl.Status
	err       *asl.Error      // of one that failed
	visited   []string        // the states, in order
	before    string          // the version that was live when it began
	traffic   map[string]bool // the versions that had traffic while it ran
	run       *asl.Execution
	redriven  bool
}

// tasksOf makes the services behind an execution, given the state it is in.
type tasksOf func(state *string) asl.Tasks

// plain calls the model without a fault.
func (b *bench) plain(*string) asl.Tasks { return b.Model }

// never is an abort that does not happen.
func never(asl.Point) bool { return false }

// start runs one execution to its end.
func (b *bench) start(input map[string]any, tasks tasksOf, abort func(asl.Point) bool) *outcome {
	text, err := json.Marshal(input)
	if err != nil {
		panic(err)
	}
	return b.execute(b.Start(machineID, fmt.Sprintf("run-%d", len(b.Executions)+1), string(text)), tasks, abort)
}

// started runs an execution that the machine itself asked for.
func (b *bench) started(e *services.Execution) { b.execute(e, b.plain, never) }

func (b *bench) execute(e *services.Execution, tasks tasksOf, abort func(asl.Point) bool) *outcome {
	o := &outcome{execution: e.ARN, before: b.Function.AliasVersion}
	if err := json.Unmarshal([]byte(e.Input), &o.input); err != nil {
		panic(err)
	}
	current := ""
	o.run = b.machine.Execution(o.input, asl.Options{
		Tasks:         tasks(&current),
		Clock:         b.clock,
		ExecutionID:   e.ARN,
		ExecutionName: e.Name,
		MachineID:     machineID,
		Abort: func(p asl.Point) bool {
			b.sample(o)
			return e.Status != "RUNNING" || abort(p) || e.Status != "RUNNING"
		},
		Observe: func(event asl.Event) {
			if event.Kind == asl.Entered {
				current = event.State
				o.visited = append(o.visited, event.State)
			}
		},
	})
	_, err := o.run.Run(context.Background())
	b.finish(e, o, err)
	return o
}

// again redrives an execution.
func (b *bench) again(o *outcome) {
	e := b.Execution(o.execution)
	o.redriven = true
	e.Status = "RUNNING"
	_, err := o.run.Redrive(context.Background())
	b.ended = slices.DeleteFunc(b.ended, func(one *outcome) bool { return one == o })
	b.finish(e, o, err)
}

// finish notes how an execution ended, and has EventBridge tell of a death: of every one
// that did not succeed, but for an undo that failed.
func (b *bench) finish(e *services.Execution, o *outcome, err error) {
	o.status, o.err = o.run.Ended().Status, nil
	if err != nil && !errors.As(err, &o.err) && !errors.Is(err, asl.ErrAborted) {
		panic(err)
	}
	b.End(e.ARN, string(o.status), "", "")
	b.ended = append(b.ended, o)
	b.guard()
	_, undo := o.input["undoOf"]
	if o.status != asl.StatusSucceeded && (o.status != asl.StatusFailed || !undo) {
		b.dead = append(b.dead, o.execution)
	}
}

// deliver has the rule start the machine for each execution that died.
func (b *bench) deliver() {
	for len(b.dead) > 0 {
		arn := b.dead[0]
		b.dead = b.dead[1:]
		b.start(map[string]any{"undoOf": arn}, b.plain, never)
	}
}

// run executes the machine once, through the given tasks, has deaths undone, and then
// lets an hour pass, so that whatever was left running shows.
func (b *bench) run(t testing.TB, input map[string]any, tasks tasksOf) *outcome {
	t.Helper()
	o := b.start(input, tasks, never)
	b.deliver()
	b.pass(t, time.Hour)
	return o
}

// pass lets time pass.
func (b *bench) pass(t testing.TB, d time.Duration) {
	t.Helper()
	require.NoError(t, b.clock.Sleep(context.Background(), d))
	b.Advance()
}

// rows are the rows of one execution: the started one and the end rows.
func (b *bench) rows(o *outcome) (started map[string]string, ends []map[string]string) {
	for _, row := range b.Rows {
		switch {
		case row["service"] == "" || row["execution"] != o.execution:
		case row["state"] == "STARTED":
			started = row
		default:
			ends = append(ends, row)
		}
	}
	return started, ends
}

// mails are the messages about an execution.
func (b *bench) mails(o *outcome) (mails []services.Message) {
	for _, m := range b.Messages {
		if strings.HasSuffix(m.Text, o.execution) {
			mails = append(mails, m)
		}
	}
	return mails
}

// hook acts before the first call of a state, as somebody else would.
func (b *bench) hook(state string, act func()) tasksOf {
	done := false
	return func(current *string) asl.Tasks {
		return &faulty{
			bench: b,
			state: current,
			pick: func(now string) *fault {
				if now == state && !done {
					done = true
					act()
				}
				return nil
			},
		}
	}
}
