// Package asl executes state machines written in the Amazon States Language:
// the same definitions that Step Functions runs on AWS, here in this process,
// with any implementation of the services behind them and any clock.
//
// It covers what this project's machines use: Task, Pass, Choice, Wait, Succeed
// and Fail, with JSONPath. Everything else is rejected by Parse, so a definition
// that runs here uses nothing this package would quietly ignore. Where AWS is
// strict the package is as strict: a path that leads nowhere ends the execution
// past any Catch, only its own name catches a payload over 256 KB, and an
// execution may not have more than 25,000 events. Where AWS's documents leave
// room, the package takes the reading that helps a definition least.
//
// An execution goes like this: Run enters the first state and follows Next. A
// task is called through Tasks; an error goes first to the retriers, then to the
// catchers of its state, then it ends the execution. Each step is reported to
// Options.Observe, for a terminal or a test.
//
// An execution can also end from outside: Options.Abort stops it, the definition's
// TimeoutSeconds ends it. Machine.Execution makes one that can then be redriven.
//
// The package knows no AWS service. Models of services belong to its users.
package asl
