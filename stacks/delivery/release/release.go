// Package release makes what moves production traffic to a new version and back: the
// CodeDeploy application, and for each service its deployment group and the state
// machine that the pipeline's Deploy stage starts. How a release goes is in package
// statemachines.
package release

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/machine"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/statemachines"
)

// ReleaseArgs describe how one service's releases reach production.
type ReleaseArgs struct {
	Machine, Role    naming.Name // the state machine
	Group            naming.Name // the CodeDeploy deployment group
	ShiftRole        naming.Name // what CodeDeploy moves the alias with
	Service          naming.Service
	Environment      naming.Suffix
	Deployments      *Deployments
	DeploymentConfig string             // CodeDeploy's name for how traffic moves
	Alarms           pulumi.StringArray // names of the alarms that undo a release, in Target; the error alarm first
	Settings         config.Service     // of the service
	Function         *contract.Function
	Repository       *contract.Registry
	DeployerRoleArn  pulumi.StringOutput // what the machine takes on to touch Target
	HistoryTable     pulumi.StringOutput // name
	HistoryTableArn  pulumi.StringOutput
	TopicArn         pulumi.StringOutput // where the outcome is told
	KeyArn           pulumi.StringOutput // of the key that the topic is encrypted with
	UndoRule         naming.Name         // starts the machine to undo an execution that died
	UndoRole         naming.Name         // with which it does
	Bus              *push.Bus           // whose dead letters are shared
	Own              awsaccount.Account  // where the pipeline, the images and the history are
	Target           awsaccount.Account  // where the function is; the same as Own in a single account
}

// Release is the state machine that the pipeline's Deploy stage starts, and the
// deployment group that moves the traffic and moves it back (R12).
type Release struct {
	pulumi.ResourceState

	Arn      pulumi.StringOutput // of the state machine
	Name     pulumi.StringOutput
	LogGroup pulumi.StringOutput // name
}

// NewRelease makes the deployment group where the function is and the state
// machine where the pipeline is.
func NewRelease(ctx *pulumi.Context, name string, args ReleaseArgs, opts ...pulumi.ResourceOption) (*Release, error) {
	r := &Release{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Release", name, r, opts...); err != nil {
		return nil, err
	}
	tags := component.ServiceTags(args.Service.String())
	group, err := args.group(ctx, name, r, tags)
	if err != nil {
		return nil, err
	}
	definition, err := statemachines.Release(statemachines.ReleaseSettings{
		Service:                args.Service.String(),
		Environment:            args.Environment.String(),
		FunctionName:           args.Function.Name,
		AliasName:              args.Function.Alias,
		Architecture:           args.Settings.Architecture,
		ProvisionedConcurrency: args.Settings.Provisioned,
		DeployerRoleArn:        args.DeployerRoleArn,
		ReleaseAlarms:          args.alarms(),
		TopicArn:               args.TopicArn,
		Region:                 args.Own.Region,
		Smoke:                  args.smoke(),
		BakeMinutes:            args.Settings.BakeMinutes,
		TrafficPerMinute:       args.Settings.TrafficPerMinute,
		HistoryTableName:       args.HistoryTable,
		RepositoryURL:          args.Repository.URI,
		RepositoryName:         args.Repository.Name,
		ApplicationName:        args.Deployments.Application,
		DeploymentGroupName:    group.DeploymentGroupName,
		DeploymentConfigName:   args.DeploymentConfig,
		AllAtOnce:              args.Settings.Release == contract.AllAtOnce,
	})
	// A STANDARD machine keeps every step of an execution for 90 days, so the
	// log needs only what went wrong.
	made, err := machine.New(ctx, name, definition, err, machine.Args{
		Name:             args.Machine,
		Role:             args.Role,
		Type:             "STANDARD",
		LogLevel:         "ERROR",
		Tasks:            args.tasks(),
		LogRetentionDays: args.Settings.LogRetentionDays,
		Account:          args.Own,
		Tags:             tags,
	}, r)
	if err != nil {
		return nil, err
	}
	if err := args.undo(ctx, name, r, made, tags); err != nil {
		return nil, err
	}
	r.Arn, r.Name, r.LogGroup = made.Arn, made.Name, made.Logs.Name
	return r, ctx.RegisterResourceOutputs(r, pulumi.Map{"arn": r.Arn, "name": r.Name, "logGroup": r.LogGroup})
}

// callMargin is what a call may take beyond the function's own time-out: the start of
// a new instance and the way there and back.
const callMargin = 30

// smoke is the call that a new version must answer.
func (args ReleaseArgs) smoke() statemachines.Smoke {
	return statemachines.Smoke{
		Event:          args.Settings.Smoke.Event,
		Status:         args.Settings.Smoke.Status,
		Attempts:       args.Settings.Smoke.Attempts,
		TimeoutSeconds: args.Settings.TimeoutSeconds + callMargin,
	}
}

func (args ReleaseArgs) alarms() []any {
	var names []any
	for _, name := range args.Alarms {
		names = append(names, name)
	}
	return names
}
