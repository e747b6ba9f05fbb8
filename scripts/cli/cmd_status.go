package cli

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/spf13/cobra"

	"slipway/scripts/operate/status"
	"slipway/shared/contract"
)

type statusOptions struct {
	*app
	serviceTarget
	json bool
}

func newStatus(a *app) *cobra.Command {
	o := &statusOptions{app: a}
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say how each service stands, and what waits for a person",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().BoolVar(&o.json, "json", a.getenv("JSON") == "1", "as one JSON object")
	return cmd
}

func (o *statusOptions) run(ctx context.Context) error {
	return o.operate(ctx, o.env, func(s *operated) error {
		services, err := s.services(o.service)
		if err != nil {
			return err
		}
		report, err := s.report(ctx, services)
		if err != nil {
			return err
		}
		if !o.json {
			return report.Print(o.Console.Out, o.Now())
		}
		text, err := json.MarshalIndent(report, "", "  ")
		if err != nil {
			return fmt.Errorf("encode status: %w", err)
		}
		o.Console.Print("%s", text)
		return nil
	})
}

// report says how the services stand, and what they share. In an incident one of AWS's
// services may not answer: what the others say is wanted all the same.
func (o *operated) report(ctx context.Context, services []string) (r status.Report, err error) {
	r.Environment = o.env.Name
	describer, err := o.describer(ctx, services)
	if err != nil {
		return r, err
	}
	if r.Services, err = status.Describe(ctx, describer, services); err != nil {
		return r, err
	}
	who, err := o.people(ctx)
	if err != nil {
		return r, err
	}
	connection, err := status.ReadConnection(ctx, who, o.outputs.ConnectionArn)
	if err != nil {
		r.Unseen = append(r.Unseen, err.Error())
	} else {
		r.Connection = &connection
	}
	held, err := o.held(ctx)
	if err != nil {
		return r, err
	}
	subscriptions, err := status.ReadSubscriptions(ctx, who, held.Topic, held.Subscriptions)
	if err != nil {
		r.Unseen = append(r.Unseen, err.Error())
	} else {
		r.Subscriptions = &subscriptions
	}
	return r, nil
}

// describer reads the services from AWS or from the simulated account.
func (o *operated) describer(ctx context.Context, services []string) (status.Describer, error) {
	places := map[string]status.Place{}
	functions, err := o.functions(ctx)
	if err != nil {
		return nil, err
	}
	for _, service := range services {
		deployed := o.outputs.Services[service]
		places[service] = status.Place{
			Pipeline:    deployed.Name,
			FunctionArn: deployed.FunctionArn,
			ReleaseArn:  deployed.ReleaseArn,
			Address:     functions[service].Address,
		}
	}
	rows, err := o.history(ctx)
	if err != nil {
		return nil, err
	}
	aliases, err := o.live(ctx)
	if err != nil {
		return nil, err
	}
	waiting, err := o.queue(ctx)
	if err != nil {
		return nil, err
	}
	if o.aws != nil {
		return status.Simulated{
			Live:    aliases,
			History: rows,
			Queue:   waiting,
			Places:  places,
		}, nil
	}
	if err := o.nameAlarms(ctx, places); err != nil {
		return nil, err
	}
	own, err := o.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	target, _, err := o.targetConfig(ctx, own)
	return status.AWS{
		Live:           aliases,
		History:        rows,
		Pipelines:      codepipeline.NewFromConfig(own),
		Queue:          waiting,
		Machines:       sfn.NewFromConfig(own),
		Alarms:         cloudwatch.NewFromConfig(own),
		FunctionAlarms: cloudwatch.NewFromConfig(target),
		Places:         places,
	}, err
}

// nameAlarms names the services' alarms. Those on calls are where the function is.
func (o *operated) nameAlarms(ctx context.Context, places map[string]status.Place) error {
	l, err := o.load(ctx, contract.DeliveryLayer)
	if err != nil {
		return err
	}
	for service, names := range l.Common.Names.Services {
		if place, asked := places[service]; asked {
			place.Alarms = []string{
				names.FailureAlarm.String(), names.FailedAlarm.String(), names.AbortedAlarm.String(),
				names.TimedOutAlarm.String(), names.NotRestoredAlarm.String(),
			}
			place.FunctionAlarms = []string{
				names.ErrorAlarm.String(), names.ReleaseAlarm.String(), names.EntryAlarm.String(),
				names.RateAlarm.String(), names.ThrottleAlarm.String(), names.SpilloverAlarm.String(),
				names.DurationAlarm.String(),
			}
			places[service] = place
		}
	}
	return nil
}
