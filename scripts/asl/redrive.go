package asl

import (
	"context"
	"fmt"
	"time"
)

// redrivable is how long after its end an execution can be redriven.
const redrivable = 14 * 24 * time.Hour

// Redrive continues an execution that failed, timed out or was aborted: it enters
// the state it ended in once more, with the same input. What was done before is
// not done again, the retries and the definition's TimeoutSeconds count anew, the
// events go on counting ("Restarting state machine executions with redrive", Step
// Functions developer guide, redrive-executions). Options may be changed before.
func (e *Execution) Redrive(ctx context.Context) (any, error) {
	switch {
	case e.status == "":
		return nil, fmt.Errorf("redrive execution: it has not ended")
	case e.status == StatusSucceeded:
		return nil, fmt.Errorf("redrive execution: it has succeeded")
	case e.events >= eventLimit-1:
		return nil, fmt.Errorf("redrive execution: it has %d events, and only fewer than %d allow it", e.events, eventLimit-1)
	case e.Clock.Now().Sub(e.ended) > redrivable:
		return nil, fmt.Errorf("redrive execution: it ended more than %d days ago", redrivable/(24*time.Hour))
	}
	e.events++
	e.status = ""
	e.redrives++
	e.redriven = e.Clock.Now()
	return e.run(ctx, e.redriven)
}
