// Package layers deploys, previews, refreshes and destroys the layers of one
// environment in an order that is always safe.
//
// A plan lists layers so that each stands after the layers it needs. Deploying begins a
// layer as soon as the outputs of those that it needs are final, and with a failure stops
// what depends on it. Destroying goes backward; a layer is destroyed only when
// the state of no dependent holds resources, however the command was called.
// A preview first drafts the stacks that are not there, so that references to
// them are unknown and not errors; nobody else sees a draft.
//
// The package knows neither Pulumi nor AWS nor a terminal: stacks, hooks and
// the watcher are interfaces.
package layers

import (
	"context"

	"slipway/scripts/engine"
)

// Stack is a layer's stack in the environment at hand.
type Stack interface {
	Exists(context.Context) (bool, error)
	Draft(context.Context) (discard func(context.Context) error, err error)
	Create(context.Context) error
	Remove(context.Context) error
	Preview(context.Context, func(engine.Event)) (engine.Result, error)
	Up(context.Context, func(engine.Event)) (engine.Result, error)
	Compare(context.Context, func(engine.Event)) (engine.Result, error)
	Refresh(context.Context, func(engine.Event)) (engine.Result, error)
	Destroy(context.Context, func(engine.Event)) (engine.Result, error)
	Outputs(context.Context) (map[string]any, error)
	State(context.Context) (engine.State, error)
	Unlock(context.Context) error
	PendingCreates(context.Context) ([]engine.Unfinished, error)
	ForgetPendingCreates(context.Context) error
}

// Layer is one step of a plan.
type Layer struct {
	Name  string
	Needs []string // layers whose outputs it reads; they stand before it
	Stack Stack
	// Check refuses bad configuration before anything is changed; nil accepts all.
	Check func(context.Context) error
	// Behind names the outputs of other layers that have changed since this one read them;
	// nil knows of none.
	Behind func(context.Context) ([]string, error)
	// Before runs before the layer is deployed, After when it has been.
	Before, After func(context.Context) error
}
