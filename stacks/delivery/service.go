package delivery

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/build"
	"slipway/stacks/delivery/observe"
	"slipway/stacks/delivery/pipeline"
	"slipway/stacks/delivery/record"
	"slipway/stacks/delivery/release"
	"slipway/stacks/delivery/start"
)

// serviceParts are what one service has of its own.
type serviceParts struct {
	builds   *build.Builds
	release  *release.Release
	pipeline *pipeline.Pipeline
	trigger  *start.Trigger
}

// newServiceParts makes everything that belongs to one service, in the order in
// which one part needs the other.
func newServiceParts(
	ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, s naming.Service,
) (p serviceParts, err error) {
	service := s.String()
	cfg = cfg.For(service)
	n, function, registry := cfg.Names.Services[service], in.Compute.Services[service], in.Foundation.Services[service]
	here := pulumi.Providers(in.Own.Provider)
	if p.builds, err = build.NewBuilds(ctx, "builds-"+service, buildsArgs(cfg, in, s), here); err != nil {
		return p, err
	}
	if err = addPulls(ctx, cfg, in, shared, s); err != nil {
		return p, err
	}
	alarms, err := releaseAlarms(ctx, cfg, in, s)
	if err != nil {
		return p, err
	}
	if p.release, err = release.NewRelease(ctx, "release-"+service, release.ReleaseArgs{
		Machine:          n.Release,
		Role:             n.ReleaseRole,
		Group:            n.DeploymentGroup,
		ShiftRole:        n.CodeDeployRole,
		Service:          s,
		Environment:      cfg.Suffix,
		Deployments:      shared.deployments,
		DeploymentConfig: cfg.DeploymentConfig(),
		Alarms:           alarms,
		Settings:         cfg.Service,
		TopicArn:         in.Foundation.TopicArn,
		KeyArn:           in.Foundation.KeyArn,
		Bus:              shared.bus,
		UndoRule:         n.UndoRule,
		UndoRole:         n.UndoRole,
		Function:         function,
		Repository:       registry,
		DeployerRoleArn:  function.DeployerRoleArn,
		HistoryTable:     in.Foundation.HistoryTable,
		HistoryTableArn:  in.Foundation.HistoryTableArn,
		Own:              in.Own,
		Target:           in.Target,
	}, here); err != nil {
		return p, err
	}
	if _, err = observe.NewMachineAlarms(ctx, "machine-"+service, observe.MachineAlarmsArgs{
		Names:       n,
		Service:     s,
		Environment: cfg.Suffix,
		Machine:     p.release.Arn,
		TopicArn:    in.Foundation.TopicArn,
		Account:     in.Own,
	}, here); err != nil {
		return p, err
	}
	err = p.addPipeline(ctx, cfg, in, shared, s)
	return p, err
}

// releaseAlarms makes the two alarms that undo a release of the service (R12), beside
// the function, and returns their names with those of the user's own. The error alarm
// is the first.
func releaseAlarms(ctx *pulumi.Context, cfg Config, in Inputs, s naming.Service) (pulumi.StringArray, error) {
	service, there := s.String(), pulumi.Providers(in.Target.Provider)
	n, function := cfg.Names.Services[service], in.Compute.Services[service]
	failing, err := observe.NewErrorAlarm(ctx, "errors-"+service, observe.ErrorAlarmArgs{
		Name:        n.ErrorAlarm,
		Service:     s,
		Function:    function,
		Errors:      cfg.Alarms.Errors,
		BakeMinutes: cfg.BakeMinutes,
		TopicArn:    in.Foundation.TopicArn,
		Target:      in.Target,
	}, there)
	if err != nil {
		return nil, err
	}
	watching, err := observe.NewReleaseAlarm(ctx, "watch-"+service, observe.ReleaseAlarmArgs{
		Name:         n.ReleaseAlarm,
		Service:      s,
		Function:     function,
		ErrorPercent: cfg.ReleaseErrorPercent,
		Target:       in.Target,
	}, there)
	if err != nil {
		return nil, err
	}
	names := pulumi.StringArray{failing.Name, watching.Name}
	for _, name := range cfg.RollbackAlarms {
		names = append(names, pulumi.String(name))
	}
	return names, nil
}

// addPipeline makes the pipeline, after what must see its first execution, and
// what starts it and tells of it.
func (p *serviceParts) addPipeline(
	ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, s naming.Service,
) error {
	service, topic, here := s.String(), in.Foundation.TopicArn, pulumi.Providers(in.Own.Provider)
	n := cfg.Names.Services[service]
	record, err := record.NewRecord(ctx, "record-"+service, record.RecordArgs{
		Rule:     n.RecordRule,
		Service:  s,
		Pipeline: n.Pipeline,
		Recorder: shared.recorder,
		Bus:      shared.bus,
		Account:  in.Own,
	}, here)
	if err != nil {
		return err
	}
	if err := addChanges(ctx, cfg, in, shared, s); err != nil {
		return err
	}
	if _, err = observe.NewPipelineAlarms(ctx, "alarms-"+service, observe.PipelineAlarmsArgs{
		Names:    n,
		Service:  s,
		TopicArn: topic,
		Account:  in.Own,
	}, here); err != nil {
		return err
	}
	answers, err := shared.answers(ctx, cfg, in, s)
	if err != nil {
		return err
	}
	if p.pipeline, err = pipeline.NewPipeline(ctx, "pipeline-"+service, pipeline.PipelineArgs{
		Names:           n,
		Service:         s,
		Environment:     cfg.Suffix,
		Repository:      cfg.Repository,
		Branch:          cfg.Branch,
		Paths:           cfg.Filters(service),
		DetectPushes:    cfg.Trigger == TriggerConnection,
		TrustAnyAccount: cfg.PipelineTrust == config.TrustService,
		ExecutionMode:   cfg.ExecutionMode,
		ApprovalMinutes: cfg.ApprovalTimeoutMinutes,
		Promotes:        cfg.Origin != nil,
		Connection:      shared.connection,
		Builds:          p.builds,
		Release:         p.release,
		Unasked:         shared.approver != nil,
		Ready:           slices.Concat(record.Ready, answers),
		Foundation:      in.Foundation,
		Account:         in.Own,
		Shared:          cfg.Target.Separate(),
	}, here); err != nil {
		return err
	}
	if _, err = observe.NewNotifications(ctx, "notify-"+service, observe.NotificationsArgs{
		Rule:        n.Notification,
		Service:     s,
		Unasked:     shared.approver != nil,
		PipelineArn: p.pipeline.Arn,
		TopicArn:    topic,
		Account:     in.Own,
	}, here); err != nil {
		return err
	}
	if err := p.addPromotion(ctx, cfg, in, shared, s); err != nil {
		return err
	}
	p.trigger, err = start.NewTrigger(ctx, "trigger-"+service, start.TriggerArgs{
		Rule:       n.PushRule,
		Service:    s,
		Enabled:    cfg.Trigger == TriggerWebhook,
		Repository: cfg.Repository,
		Branch:     cfg.Branch,
		Paths:      cfg.Filters(service),
		Pipeline:   p.pipeline.Name,
		Starter:    shared.starter,
		Bus:        shared.bus,
		Account:    in.Own,
	}, here)
	return err
}

// addChanges has what is changed past the releases recorded.
func addChanges(ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, s naming.Service) error {
	n := cfg.Names.Services[s.String()]
	_, err := record.NewChanges(ctx, "changes-"+s.String(), record.ChangesArgs{
		Rule:        n.ChangeRule,
		Service:     s,
		Function:    n.Function,
		Group:       n.DeploymentGroup,
		Application: cfg.Names.Application,
		Releasing:   []string{in.Target.RoleArn(n.DeployerRole), in.Target.RoleArn(n.CodeDeployRole)},
		Recorder:    shared.recorder,
		Forward:     shared.forward,
		Bus:         shared.bus,
		Own:         in.Own,
		Target:      in.Target,
	}, pulumi.Providers(in.Own.Provider))
	return err
}

// promise is what the layer tells of the service (R11).
func (p serviceParts) promise(registry *contract.Registry, function *contract.Function) *contract.Pipeline {
	return &contract.Pipeline{
		Name:          p.pipeline.Name,
		Arn:           p.pipeline.Arn,
		URL:           p.pipeline.URL,
		RepositoryURI: registry.URI,
		FunctionArn:   function.Arn,
		ReleaseArn:    p.release.Arn,
	}
}
