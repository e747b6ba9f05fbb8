package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/stacks/compute/entry"
)

// entryOutputs are the outputs about a service's entry, each "" if it has no such thing.
type entryOutputs struct{ address, api, domainTarget pulumi.StringOutput }

// newEntry makes what a service is called by over HTTPS, if it is to be called. The
// configuration is the service's own.
func (c Config) newEntry(
	ctx *pulumi.Context, service string, f *Function, target awsaccount.Account, opts ...pulumi.ResourceOption,
) (entryOutputs, error) {
	none := pulumi.String("").ToStringOutput()
	out := entryOutputs{none, none, none}
	called := f.called(service, target)
	switch {
	case c.HTTP == nil:
		return out, nil
	case c.HTTP.URL:
		url, err := entry.NewURL(ctx, "entry-"+service, entry.URLArgs{Function: called, CORS: c.HTTP.CORS}, opts...)
		if err != nil {
			return out, err
		}
		out.address = url.Address
		return out, nil
	}
	api, err := entry.NewAPI(ctx, "entry-"+service, entry.APIArgs{
		Name:             c.Names.Services[service].API,
		Function:         called,
		HTTP:             *c.HTTP,
		LogRetentionDays: c.LogRetentionDays,
	}, opts...)
	if err != nil {
		return out, err
	}
	return entryOutputs{api.Address, api.ID, api.DomainTarget}, nil
}

// called is the function as what calls it knows it.
func (f *Function) called(service string, account awsaccount.Account) entry.Function {
	return entry.Function{
		Service:  service,
		Name:     f.Name,
		Alias:    f.Alias,
		AliasArn: f.AliasArn,
		Account:  account,
	}
}

// newEvents makes what calls a service by itself, if something is to. The configuration is
// the service's own.
func (c Config) newEvents(
	ctx *pulumi.Context, service string, f *Function, source func(config.Event) pulumi.StringInput,
	target awsaccount.Account, opts ...pulumi.ResourceOption,
) error {
	if len(c.Events) == 0 {
		return nil
	}
	args := entry.EventsArgs{
		Function:            f.called(service, target),
		Queue:               c.Names.Services[service].EventQueue,
		ReservedConcurrency: c.ReservedConcurrency,
		Events:              map[string]entry.Event{},
	}
	for name, event := range c.Events {
		args.Events[name] = entry.Event{
			Event: event,
			From:  source(event),
			Rule:  c.Names.EventRule(service, name),
		}
	}
	_, err := entry.NewEvents(ctx, "events-"+service, args, opts...)
	return err
}
