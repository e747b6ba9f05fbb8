package entry

import (
	"maps"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// EventsArgs describe what calls a service's function by itself.
type EventsArgs struct {
	Function            Function
	Queue               naming.Name // of events that the function failed on
	ReservedConcurrency int         // of the function; config.Unreserved for none
	Events              map[string]Event
}

// Event is something that calls the function.
type Event struct {
	config.Event
	From pulumi.StringInput // the ARN of the queue, topic or stream, or the name of the bus
	Rule naming.Name        // of EventBridge
}

// Events are what calls a service's function by itself, and what is kept of the events
// that it failed on.
type Events struct {
	pulumi.ResourceState
}

// NewEvents makes the event source mappings, subscriptions and rules.
func NewEvents(ctx *pulumi.Context, name string, args EventsArgs, opts ...pulumi.ResourceOption) (*Events, error) {
	e := &Events{}
	if err := component.Register(ctx, contract.ComputeLayer, "Events", name, e, opts...); err != nil {
		return nil, err
	}
	failed, err := args.failures(ctx, name, e)
	if err != nil {
		return nil, err
	}
	for _, event := range slices.Sorted(maps.Keys(args.Events)) {
		make := map[config.EventKind]func(*pulumi.Context, string, string, *Events, failures) error{
			config.OfQueue:    args.fetch,
			config.OfStream:   args.fetch,
			config.OfTopic:    args.subscribe,
			config.OfSchedule: args.match,
			config.OfPattern:  args.match,
		}[args.Events[event].Kind]
		if err := make(ctx, name, event, e, failed); err != nil {
			return nil, err
		}
	}
	return e, ctx.RegisterResourceOutputs(e, pulumi.Map{})
}
