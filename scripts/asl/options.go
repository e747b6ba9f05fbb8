package asl

import (
	"context"
	"math/rand/v2"
)

// Tasks are the services behind a machine.
type Tasks interface {
	// Call performs one API action and returns its result. Resource is the
	// task's, such as "arn:aws:states:::aws-sdk:lambda:getAlias"; role is the
	// role to assume, empty for the machine's own; parameters are never to be
	// changed. Parameters and result are JSON values: map[string]any, []any,
	// string, bool, nil and numbers. An *Error names itself; any other error
	// becomes States.TaskFailed. The context ends at the task's TimeoutSeconds.
	Call(ctx context.Context, resource, role string, parameters any) (any, error)
}

// Options say how one execution runs. Only Tasks is required.
type Options struct {
	// Tasks are called by the task states.
	Tasks Tasks
	// Clock is the time; nil means SystemClock.
	Clock Clock
	// Random draws the jitter of retries and the UUIDs of States.UUID; nil means no
	// jitter, the full delay, and random UUIDs.
	Random *rand.Rand
	// Observe is called with each step, in order; it may be nil.
	Observe func(Event)
	// Abort is asked at each Point whether to stop the execution there, as
	// StopExecution does; it may be nil.
	Abort func(Point) bool
	// ExecutionID, ExecutionName, MachineID and RoleARN are what the context
	// object says of the execution.
	ExecutionID, ExecutionName, MachineID, RoleARN string
}
