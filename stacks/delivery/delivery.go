// Package delivery is the third layer. It brings a change from a push to production:
// the connection to GitHub, builds, pipelines, releases, their history, and the alarms
// and messages about them. It does not run the services or keep their data.
//
// The layer is in the tooling account. If the services run in an account of their own,
// some resources must be in that account, next to the functions: the alarms that undo
// a release, CodeDeploy's groups, the saved queries about the functions' logs.
//
// A service has its own resources under its own name, so adding or removing a service
// changes no other. Only the dashboard and the saved queries list all services, and the
// watch over the rules that start pipelines counts them.
package delivery

import (
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/observe"
	"slipway/stacks/delivery/receiverzip"
	"slipway/stacks/delivery/start"
)

// Inputs are what the layer is built from.
type Inputs struct {
	Own, Target awsaccount.Account // the same when the services have no account of their own
	Foundation  contract.Foundation
	Compute     contract.Compute
	Receiver    pulumi.Archive // the webhook receiver's zip; nil when the connection triggers
}

// Program deploys the layer with the configuration of the stack that runs it.
func Program(ctx *pulumi.Context) error {
	cfg, err := LoadConfig(config.FromContext(ctx))
	if err != nil {
		return err
	}
	receiver := sync.OnceValues(func() (string, error) {
		return receiverzip.Build(ctx.Context(), config.ProjectFolder(ctx))
	})
	if cfg.Trigger == TriggerWebhook {
		go func() { _, _ = receiver() }() // it asks the go command, beside what follows
	}
	in, err := readInputs(ctx, cfg)
	if err != nil {
		return err
	}
	if !cfg.Simulated {
		if err := cfg.Examples(); err != nil {
			return err
		}
	}
	if cfg.Trigger == TriggerWebhook {
		path, err := receiver()
		if err != nil {
			return err
		}
		in.Receiver = pulumi.NewFileArchive(path)
	}
	out, err := Deploy(ctx, cfg, in)
	if err != nil {
		return err
	}
	contract.Export(ctx, &out)
	return nil
}

func readInputs(ctx *pulumi.Context, cfg Config) (in Inputs, err error) {
	if in.Own, err = awsaccount.Own(ctx, contract.DeliveryLayer, cfg.Common); err != nil {
		return in, err
	}
	if in.Target, err = awsaccount.Target(ctx, contract.DeliveryLayer, cfg.Common, in.Own); err != nil {
		return in, err
	}
	if in.Foundation, err = contract.ReadFoundation(ctx, cfg.Services); err != nil {
		return in, err
	}
	in.Compute, err = contract.ReadCompute(ctx, cfg.Services)
	return in, err
}

// Deploy creates the resources that services share, then those of each service, then
// those that observe all of them. It returns the layer's outputs.
func Deploy(ctx *pulumi.Context, cfg Config, in Inputs) (contract.Delivery, error) {
	shared, err := newShared(ctx, cfg, in)
	if err != nil {
		return contract.Delivery{}, err
	}
	out := contract.Delivery{
		ConnectionArn:  shared.connection.Arn,
		HistoryTable:   in.Foundation.HistoryTable,
		WebhookURL:     pulumi.String("").ToStringOutput(),
		WebhookSecret:  pulumi.String("").ToStringOutput(),
		BusName:        shared.bus.Name,
		DeadLettersURL: shared.bus.DeadLetterURL,
		RecorderArn:    shared.recorder.Arn,
		Services:       map[string]*contract.Pipeline{},
	}
	if shared.webhook != nil {
		out.WebhookURL, out.WebhookSecret = shared.webhook.URL, shared.webhook.SecretArn
	}
	var buildLogs, functionLogs pulumi.StringArray
	var triggers []*start.Trigger
	for _, s := range cfg.Services {
		made, err := newServiceParts(ctx, cfg, in, shared, s)
		if err != nil {
			return contract.Delivery{}, err
		}
		if err := watchLoad(ctx, cfg.For(s.String()), in, s); err != nil {
			return contract.Delivery{}, err
		}
		if err := watchEntry(ctx, cfg.For(s.String()), in, s); err != nil {
			return contract.Delivery{}, err
		}
		if err := watchEvents(ctx, cfg.For(s.String()), in, s); err != nil {
			return contract.Delivery{}, err
		}
		out.Services[s.String()] = made.promise(in.Foundation.Services[s.String()], in.Compute.Services[s.String()])
		triggers = append(triggers, made.trigger)
		buildLogs = append(buildLogs, made.builds.BuildLogs, made.builds.TestLogs)
		functionLogs = append(functionLogs, pulumi.Sprintf("/aws/lambda/%s", in.Compute.Services[s.String()].Name))
	}
	if err := addWatch(ctx, cfg, in, shared, triggers); err != nil {
		return contract.Delivery{}, err
	}
	overview, err := newOverview(ctx, cfg, in, shared, buildLogs, functionLogs)
	if err != nil {
		return contract.Delivery{}, err
	}
	out.DashboardURL = overview.URL
	return out, nil
}

// watchLoad has the service's function watched as its settings ask for.
func watchLoad(ctx *pulumi.Context, cfg Config, in Inputs, s naming.Service) error {
	if a := cfg.Alarms; a.ErrorPercent+a.Throttles+a.Spillovers+a.P99Millisecond == 0 {
		return nil
	}
	_, err := observe.NewLoadAlarms(ctx, "load-"+s.String(), observe.LoadAlarmsArgs{
		Names:    cfg.Names.Services[s.String()],
		Service:  s,
		Function: in.Compute.Services[s.String()],
		Settings: cfg.Alarms,
		TopicArn: in.Foundation.TopicArn,
		Target:   in.Target,
	}, pulumi.Providers(in.Target.Provider))
	return err
}

// watchEntry has the answers of the service's HTTP API watched, if it has one. The
// configuration is the service's own.
func watchEntry(ctx *pulumi.Context, cfg Config, in Inputs, s naming.Service) error {
	if cfg.HTTP == nil || cfg.HTTP.URL {
		return nil
	}
	_, err := observe.NewEntryAlarm(ctx, "entry-"+s.String(), observe.EntryAlarmArgs{
		Name:     cfg.Names.Services[s.String()].EntryAlarm,
		Service:  s,
		APIID:    in.Compute.Services[s.String()].APIID,
		TopicArn: in.Foundation.TopicArn,
		Target:   in.Target,
	}, pulumi.Providers(in.Target.Provider))
	return err
}

// watchEvents has the queue of events that the service failed on watched, if it has one. The
// configuration is the service's own.
func watchEvents(ctx *pulumi.Context, cfg Config, in Inputs, s naming.Service) error {
	if !cfg.KeepsFailures() {
		return nil
	}
	_, err := observe.NewEventAlarm(ctx, "events-"+s.String(), observe.EventAlarmArgs{
		Names:    cfg.Names.Services[s.String()],
		Service:  s,
		TopicArn: in.Foundation.TopicArn,
		Target:   in.Target,
	}, pulumi.Providers(in.Target.Provider))
	return err
}
