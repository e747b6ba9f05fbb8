package cli

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"slipway/scripts/asl"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/logs"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// log is what a part of a service writes: in the account of the function, or in that of the
// pipeline.
func (o *operated) log(ctx context.Context, service, of, begin string) (logs.Reader, error) {
	l, err := o.load(ctx, contract.DeliveryLayer)
	if err != nil {
		return nil, err
	}
	deployed, names := o.outputs.Services[service], l.Common.Names.Services[service]
	pipelines, functions, machines, err := o.written(ctx, account.OwnerOf(deployed.FunctionArn))
	if err != nil {
		return nil, err
	}
	switch of {
	case "function":
		return logs.Group{Groups: functions, Name: naming.LogGroup(naming.LambdaLogs, names.Function)}, nil
	case "release":
		return logs.Release{
			Machines: machines,
			Machine:  deployed.ReleaseArn,
			Begin:    begin,
		}, nil
	}
	project := names.Build
	if of == "test" {
		project = names.Test
	}
	return logs.Stream{
		Groups: pipelines,
		Name:   naming.LogGroup(naming.CodeBuildLogs, project),
		Begin:  begin,
	}, nil
}

// written are the log groups of both accounts, and the executions of the tooling account.
func (o *operated) written(
	ctx context.Context, owner string,
) (pipelines, functions logs.Groups, machines logs.Machines, err error) {
	if o.aws != nil {
		own := logs.Simulated{Store: localaws.Open(o.env.AWSDir), Account: o.account()}
		return own, logs.Simulated{Store: own.Store, Account: owner}, own, nil
	}
	own, err := o.awsConfig(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	target, _, err := o.targetConfig(ctx, own)
	return logs.AWS{API: logs.NewAPI(own)}, logs.AWS{API: logs.NewAPI(target)},
		logs.Machine{API: sfn.NewFromConfig(own)}, err
}

// between is the time between two looks at a log that somebody follows.
func between(ctx context.Context) error { return asl.SystemClock{}.Sleep(ctx, 2*time.Second) }
