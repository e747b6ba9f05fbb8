package delivery

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
	"slipway/shared/naming"
	"slipway/stacks/delivery/approve"
	"slipway/stacks/delivery/build"
	"slipway/stacks/delivery/observe"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/record"
	"slipway/stacks/delivery/release"
	"slipway/stacks/delivery/start"
)

// sharedParts are what all services' pipelines have in common.
type sharedParts struct {
	connection  *push.Connection
	bus         *push.Bus
	webhook     *push.Webhook // nil when the connection triggers
	recorder    *record.Recorder
	approver    *approve.Approver // nil if a person is asked
	forward     *record.Forward   // nil if the functions are in the same account
	starter     *start.Starter
	arrival     *start.Arrival   // nil unless images come from another account
	announcer   *start.Announcer // nil unless images go to another account
	deployments *release.Deployments
}

// newShared makes the shared parts. The bus is there with either trigger, so
// that changing it is a matter of the rules.
func newShared(ctx *pulumi.Context, cfg Config, in Inputs) (p sharedParts, err error) {
	n, here, there := cfg.Names, pulumi.Providers(in.Own.Provider), pulumi.Providers(in.Target.Provider)
	local, far := []string{n.RecordRulePattern(), n.ChangeRulePattern()}, []string(nil)
	if in.Target.ID != in.Own.ID {
		local[1], far = n.ForwardedRulePattern(), []string{n.ChangeRulePattern()}
	}
	if p.connection, err = push.NewConnection(ctx, "connection", push.ConnectionArgs{
		Name:        n.Connection,
		ExistingArn: cfg.ConnectionArn,
		Account:     in.Own,
	}, here); err != nil {
		return p, err
	}
	if p.bus, err = push.NewBus(ctx, "push", push.BusArgs{
		Name:        n.Bus,
		Sender:      n.WebhookRole,
		DeadLetters: n.DeadLetters,
		OtherRules: slices.Concat(local, []string{n.UndoRulePattern()}, cfg.approveRules(), cfg.promotionRules(),
			cfg.announceRules()),
		FarRules: far,
		Account:  in.Own,
		Target:   in.Target,
	}, here); err != nil {
		return p, err
	}
	if cfg.Trigger == TriggerWebhook {
		if p.webhook, err = push.NewWebhook(ctx, "webhook", push.WebhookArgs{
			Function:         n.Webhook,
			Role:             n.WebhookRole,
			API:              n.WebhookAPI,
			Secret:           n.WebhookSecret,
			Bus:              p.bus,
			Zip:              in.Receiver,
			KeyArn:           in.Foundation.KeyArn,
			Repository:       cfg.Repository,
			Branch:           cfg.Branch,
			Concurrency:      cfg.WebhookConcurrency,
			LogRetentionDays: cfg.LogRetentionDays,
			Account:          in.Own,
			TrustAnyAccount:  cfg.FunctionTrust == config.TrustService,
		}, here); err != nil {
			return p, err
		}
	}
	if p.starter, err = start.NewStarter(ctx, "start", start.StarterArgs{
		Machine:          n.Starter,
		Role:             n.StarterRole,
		CallerRole:       n.PushRole,
		Pipelines:        n.PipelinePattern(),
		Suffix:           cfg.Suffix,
		Rules:            append(cfg.promotionRules(), n.Bus.String()+"/*"),
		Bus:              p.bus,
		LogRetentionDays: cfg.LogRetentionDays,
		Account:          in.Own,
	}, here); err != nil {
		return p, err
	}
	if err := p.addPromotions(ctx, cfg, in); err != nil {
		return p, err
	}
	if p.recorder, err = record.NewRecorder(ctx, "recorder", record.RecorderArgs{
		Machine:          n.Recorder,
		Role:             n.RecorderRole,
		StartRole:        n.RecordRole,
		Rules:            local,
		Pipelines:        n.PipelinePattern(),
		Environment:      cfg.Suffix,
		HistoryTable:     in.Foundation.HistoryTable,
		HistoryTableArn:  in.Foundation.HistoryTableArn,
		Bus:              p.bus,
		LogRetentionDays: cfg.LogRetentionDays,
		Account:          in.Own,
	}, here); err != nil {
		return p, err
	}
	if cfg.Approval == ApprovalAutomatic {
		if p.approver, err = approve.NewApprover(ctx, "approve", approve.ApproverArgs{
			Machine:          n.Approver,
			Role:             n.ApproverRole,
			CallerRole:       n.AnswerRole,
			Rules:            n.ApproveRulePattern(),
			Pipelines:        n.Pipelines(),
			Environment:      cfg.Suffix,
			Bus:              p.bus,
			LogRetentionDays: cfg.LogRetentionDays,
			Account:          in.Own,
		}, here); err != nil {
			return p, err
		}
	}
	if len(far) > 0 {
		if p.forward, err = record.NewForward(ctx, "forward", record.ForwardArgs{
			Bus:    n.ChangeBus,
			Role:   n.ForwardRole,
			Rules:  n.ChangeRulePattern(),
			Own:    in.Own,
			Target: in.Target,
		}, here); err != nil {
			return p, err
		}
	}
	if p.deployments, err = release.NewDeployments(ctx, "deployments", release.DeploymentsArgs{
		Application: n.Application,
		Target:      in.Target,
	}, there); err != nil {
		return p, err
	}
	_, err = observe.NewSharedAlarms(ctx, "shared", observe.SharedAlarmsArgs{
		Names:    n,
		Bus:      p.bus,
		Recorder: p.recorder,
		Starter:  p.starter,
		Approver: p.approver,
		Webhook:  p.webhook,
		TopicArn: in.Foundation.TopicArn,
		Account:  in.Own,
	}, here)
	return p, err
}

// approveRules are the pattern of the rules that start the approver, if there is one.
func (c Config) approveRules() []string {
	if c.Approval == ApprovalManual {
		return nil
	}
	return []string{c.Names.ApproveRulePattern()}
}

// answers makes the rule that has the approvals of a service answered, if nobody is asked,
// and returns what must be there before the pipeline.
func (p sharedParts) answers(ctx *pulumi.Context, cfg Config, in Inputs, s naming.Service) ([]pulumi.Resource, error) {
	if p.approver == nil {
		return nil, nil
	}
	n := cfg.Names.Services[s.String()]
	a, err := approve.NewAnswers(ctx, "answers-"+s.String(), approve.AnswersArgs{
		Rule:     n.ApproveRule,
		Service:  s,
		Pipeline: n.Pipeline,
		Approver: p.approver,
		Bus:      p.bus,
		Account:  in.Own,
	}, pulumi.Providers(in.Own.Provider))
	if err != nil {
		return nil, err
	}
	return a.Ready, nil
}

// addWatch makes the watch over the rules that start pipelines, where they do.
func addWatch(ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, triggers []*start.Trigger) error {
	if cfg.Trigger != TriggerWebhook {
		return nil
	}
	_, err := start.NewWatch(ctx, "pushes", start.WatchArgs{
		Rule:       cfg.Names.WatchRule,
		Repository: cfg.Repository,
		Branch:     cfg.Branch,
		Triggers:   triggers,
		Starter:    shared.starter,
		Bus:        shared.bus,
		Account:    in.Own,
	}, pulumi.Providers(in.Own.Provider))
	return err
}

// newOverview makes what looks at all services.
func newOverview(
	ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, buildLogs, functionLogs pulumi.StringArray,
) (*observe.Dashboard, error) {
	here := pulumi.Providers(in.Own.Provider)
	if _, err := observe.NewInsights(ctx, "insights", observe.InsightsArgs{
		Names:        cfg.Names,
		BuildLogs:    buildLogs,
		FunctionLogs: functionLogs,
		RecorderLogs: shared.recorder.LogGroup,
		Own:          in.Own,
		Target:       in.Target,
	}, here); err != nil {
		return nil, err
	}
	return observe.NewDashboard(ctx, "overview", observe.DashboardArgs{
		Names:     cfg.Names,
		Common:    cfg.Common,
		Functions: in.Compute.Services,
		Bus:       shared.bus,
		Recorder:  shared.recorder,
		Webhook:   shared.webhook,
		Own:       in.Own,
		Target:    in.Target,
	}, here)
}

// buildsArgs are how the service is built, from whatever source. The configuration is
// the service's own.
func buildsArgs(cfg Config, in Inputs, s naming.Service) build.BuildsArgs {
	service := s.String()
	return build.BuildsArgs{
		Names:            cfg.Names.Services[service],
		Service:          s,
		Path:             cfg.Paths[service],
		Settings:         cfg.Service,
		Origin:           cfg.origin(s, in.Own),
		Foundation:       in.Foundation,
		Registry:         in.Foundation.Services[service],
		LogRetentionDays: cfg.LogRetentionDays,
		Account:          in.Own,
		Shared:           cfg.Target.Separate(),
	}
}

// addPulls has the service's pull requests built and tested, if that is set.
func addPulls(ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, s naming.Service) error {
	if !cfg.PullRequests {
		return nil
	}
	_, err := build.NewPulls(ctx, "pulls-"+s.String(), build.PullsArgs{
		BuildsArgs:  buildsArgs(cfg, in, s),
		Environment: cfg.Suffix.String(),
		Repository:  cfg.Repository,
		Branch:      cfg.Branch,
		Paths:       cfg.Filters(s.String()),
		Connection:  shared.connection.Arn,
	}, pulumi.Providers(in.Own.Provider))
	return err
}
