package cli

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/spf13/cobra"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/history"
	"slipway/shared/contract"
)

// serviceTarget is the flags of a subcommand on a deployed service.
type serviceTarget struct {
	target
	service string
}

func (t *serviceTarget) bind(a *app, cmd *cobra.Command) {
	t.target.bind(a, cmd)
	cmd.Flags().StringVar(&t.service, "service", a.getenv("SERVICE"), "service; may be left out where there is but one")
}

// operated is an environment whose delivery layer is deployed.
type operated struct {
	*session
	outputs contract.DeliveryOf[string]
}

// account is the tooling account, which pipelines and history are in.
func (o *operated) account() string {
	for _, service := range o.outputs.Services {
		return account.OwnerOf(service.Arn)
	}
	return ""
}

// services are the one that was asked for, or all of them.
func (o *operated) services(asked string) ([]string, error) {
	if asked == "" {
		return o.outputs.ServiceNames(), nil
	}
	one, err := chooseService(o.outputs, o.env.Name, asked)
	return []string{one}, err
}

// functions are the services' functions, by service, as the compute layer's outputs have
// them. One that has none is empty.
func (o *operated) functions(ctx context.Context) (map[string]contract.FunctionOf[string], error) {
	outputs, err := o.runner.Outputs(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string]contract.FunctionOf[string]{}
	for service, function := range contract.DecodeCompute(outputs[contract.ComputeLayer]).Services {
		all[service] = *function
	}
	return all, nil
}

// history reads the rows, from the simulated account or from AWS.
func (o *operated) history(ctx context.Context) (history.Reader, error) {
	if o.aws != nil {
		return history.Simulated{
			Store:   localaws.Open(o.env.AWSDir),
			Account: o.account(),
			Name:    o.outputs.HistoryTable,
		}, nil
	}
	config, err := o.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	return history.Table{API: dynamodb.NewFromConfig(config), Name: o.outputs.HistoryTable}, nil
}

// operate opens an environment to look at and work with what is deployed.
func (a *app) operate(ctx context.Context, env string, work func(*operated) error) (err error) {
	s, err := a.open(ctx, env, toRead)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	outputs, err := s.delivered(ctx)
	if err != nil {
		return err
	}
	return work(&operated{session: s, outputs: outputs})
}
