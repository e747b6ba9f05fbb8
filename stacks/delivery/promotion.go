package delivery

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/naming"
	"slipway/stacks/delivery/build"
	"slipway/stacks/delivery/machine"
	"slipway/stacks/delivery/start"
)

// readOrigin reads where images come from. Then no push starts the pipelines.
func (c *Config) readOrigin(r *config.Reader, source config.Source) {
	c.Origin = r.Origin("promoteFrom", c.Common)
	if c.Origin == nil {
		return
	}
	if trigger, set := source.Get("trigger"); set {
		r.Reject("trigger", trigger, "not together with promoteFrom, with which no push starts a pipeline; "+
			"leave one of the two out")
	}
	c.Trigger = TriggerPromotion
}

// promotionRules is the pattern of the rules that start pipelines for a promotion.
func (c Config) promotionRules() []string {
	if c.Origin == nil {
		return nil
	}
	return []string{c.Names.PromotionRulePattern()}
}

// origin is where the image of a service comes from; nil to build it.
func (c Config) origin(s naming.Service, own awsaccount.Account) *build.Origin {
	if c.Origin == nil {
		return nil
	}
	names := c.Origin.Names
	return &build.Origin{
		Environment: c.Origin.Environment,
		Repository:  names.Services[s.String()].Repository,
		Table:       names.HistoryTable,
		Account:     own,
	}
}

// addPromotion has a release in the environment before start the pipeline.
func (p *serviceParts) addPromotion(
	ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, s naming.Service,
) error {
	if cfg.Origin == nil {
		return nil
	}
	_, err := start.NewPromotion(ctx, "promotion-"+s.String(), start.PromotionArgs{
		Rule:     cfg.Names.Services[s.String()].PromotionRule,
		Service:  s,
		From:     cfg.Origin.Environment,
		Release:  machine.Arn(in.Own, cfg.Origin.Names.Services[s.String()].Release),
		Pipeline: p.pipeline.Name,
		Starter:  shared.starter,
		Bus:      shared.bus,
		Account:  in.Own,
	}, pulumi.Providers(in.Own.Provider))
	return err
}
