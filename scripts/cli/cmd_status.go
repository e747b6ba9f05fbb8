package cli

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/spf13/cobra"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
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
		Short: "Say how each service stands: live version, last execution, alarms",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().BoolVar(&o.json, "json", a.getenv("JSON") == "1", "as one JSON list")
	return cmd
}

func (o *statusOptions) run(ctx context.Context) error {
	return o.operate(ctx, o.env, func(s *operated) error {
		services, err := s.services(o.service)
		if err != nil {
			return err
		}
		describer, err := s.describer(ctx, services)
		if err != nil {
			return err
		}
		all, err := status.Describe(ctx, describer, services)
		if err != nil {
			return err
		}
		if !o.json {
			return status.Print(o.Console.Out, all)
		}
		text, err := json.MarshalIndent(all, "", "  ")
		if err != nil {
			return fmt.Errorf("encode status: %w", err)
		}
		o.Console.Print("%s", text)
		return nil
	})
}

// describer reads the services from AWS or from the simulated account.
func (o *operated) describer(ctx context.Context, services []string) (status.Describer, error) {
	places := map[string]status.Place{}
	for _, service := range services {
		places[service] = status.Place{
			Pipeline:    o.outputs.Services[service].Name,
			FunctionArn: o.outputs.Services[service].FunctionArn,
		}
	}
	if o.aws != nil {
		reader, err := o.history(ctx)
		if err != nil {
			return nil, err
		}
		return status.Simulated{
			View:    account.View{Store: localaws.Open(o.env.AWSDir)},
			History: reader,
			Places:  places,
		}, nil
	}
	if err := o.nameAlarms(ctx, places); err != nil {
		return nil, err
	}
	config, err := o.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	return status.AWS{
		Functions: lambda.NewFromConfig(config),
		Pipelines: codepipeline.NewFromConfig(config),
		Alarms:    cloudwatch.NewFromConfig(config),
		Account:   o.account(),
		Places:    places,
	}, nil
}

// nameAlarms names the services' alarms that are in the tooling account. The
// alarm on errors is where the function is.
func (o *operated) nameAlarms(ctx context.Context, places map[string]status.Place) error {
	l, err := o.load(ctx, contract.DeliveryLayer)
	if err != nil {
		return err
	}
	for service, names := range l.Common.Names.Services {
		place, asked := places[service]
		if !asked {
			continue
		}
		place.Alarms = []string{names.FailureAlarm.String(), names.FailedAlarm.String()}
		if account.OwnerOf(place.FunctionArn) == o.account() {
			place.Alarms = append(place.Alarms, names.ErrorAlarm.String())
		}
		places[service] = place
	}
	return nil
}
