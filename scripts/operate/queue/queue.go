// Package queue is what is under way in a pipeline: its executions, the approval that one
// of them waits for, and the answer to it.
//
// What must not be here: the decision.
package queue

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Execution is one that has not ended.
type Execution struct {
	ID      string
	Commit  string // whole; "" if CodePipeline does not say it
	Message string // of the commit, its first line
	Started time.Time
	Stage   string // that it is in, or waits for; "" if it is between two
	// Waits says that another execution has the stage.
	Waits bool
	// Asks says that a person is asked in the stage, and Asked since when.
	Asks  bool
	Asked time.Time
	// action and token are what an answer is addressed to.
	action, token string
}

// Queue reads and answers. Executions are listed the latest first.
type Queue interface {
	UnderWay(ctx context.Context, pipeline string) ([]Execution, error)
	// Variables are those that it was started with, without what has its default.
	Variables(ctx context.Context, pipeline string, e Execution) (map[string]string, error)
	// Evidence is the text that the person who is asked is shown.
	Evidence(ctx context.Context, pipeline string, e Execution) (string, error)
	Answer(ctx context.Context, pipeline string, e Execution, approve bool, summary string) error
	Stop(ctx context.Context, pipeline string, e Execution, reason string) error
	// Start starts the pipeline, with a commit or else with the branch's head, and with
	// variables of the pipeline.
	Start(ctx context.Context, pipeline, commit string, variables map[string]string) (execution string, err error)
	// Freeze lets nothing into the Deploy stage until Thaw does. Frozen is nil if neither
	// keeps anything out.
	Freeze(ctx context.Context, pipeline, reason string) error
	Thaw(ctx context.Context, pipeline string) error
	Frozen(ctx context.Context, pipeline string) (*Freeze, error)
}

// Freeze is why nothing gets into the Deploy stage.
type Freeze struct {
	Reason string    `json:"reason"`
	By     string    `json:"by"` // as CodePipeline has it
	Since  time.Time `json:"since"`
}

// Title is the commit and its message, as far as they are known.
func (e Execution) Title() string {
	if e.Commit == "" {
		return "an unknown commit"
	}
	return strings.TrimSpace(fmt.Sprintf("%.12s %s", e.Commit, e.Message))
}

// Where is what it does.
func (e Execution) Where() string {
	switch {
	case e.Asks:
		return "waits for its approval"
	case e.Waits:
		return "waits for the stage " + e.Stage
	case e.Stage != "":
		return "is in " + e.Stage
	}
	return "runs"
}

// Asking is the one of which a person is asked; false for none.
func Asking(all []Execution) (Execution, bool) {
	for _, e := range all {
		if e.Asks {
			return e, true
		}
	}
	return Execution{}, false
}

// NothingWaitsError is a pipeline that asks for no approval.
type NothingWaitsError struct{ Pipeline string }

// Error says so, and where to look.
func (e *NothingWaitsError) Error() string {
	return "no approval waits in " + e.Pipeline + ": `make status` shows where its last execution is"
}

// FullError is a pipeline that takes no execution more.
type FullError struct{ Pipeline string }

// Error says why, and what makes room.
func (e *FullError) Error() string {
	return e.Pipeline + " has as many executions under way as CodePipeline lets a pipeline have whose executionMode is " +
		"queued: answer or end some of them, with `make approve LATEST=1`, `make reject` or `make stop`, and start again"
}
