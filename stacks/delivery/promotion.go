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

// readPromotions reads where images come from, and who else may have this environment's.
// With an origin no push starts the pipelines.
func (c *Config) readPromotions(r *config.Reader, source config.Source) {
	c.Later = r.Later("promoteTo", c.Common)
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
	switch {
	case c.Origin == nil:
		return nil
	case c.Origin.Elsewhere:
		return []string{c.Names.AnnouncedRulePattern()}
	}
	return []string{c.Names.PromotionRulePattern()}
}

// announceRules is the pattern of the rules that tell later environments.
func (c Config) announceRules() []string {
	if len(c.Later) == 0 {
		return nil
	}
	return []string{c.Names.AnnounceRulePattern()}
}

// accountOf is the account that another environment's pipelines are in.
func accountOf(n *config.Neighbour, own awsaccount.Account) awsaccount.Account {
	there := awsaccount.Account{
		ID:       own.ID,
		Region:   own.Region,
		RolePath: n.Roles.Path,
	}
	if n.Elsewhere {
		there.ID = n.Account
	}
	return there
}

// addPromotions makes what services share that are promoted from or to another account.
func (p *sharedParts) addPromotions(ctx *pulumi.Context, cfg Config, in Inputs) (err error) {
	n, here := cfg.Names, pulumi.Providers(in.Own.Provider)
	if from := cfg.Origin; from != nil && from.Elsewhere {
		if p.arrival, err = start.NewArrival(ctx, "arrival", start.ArrivalArgs{
			Bus:     n.PromotionBus,
			From:    accountOf(from, in.Own),
			Sender:  from.Names.AnnounceRole,
			Account: in.Own,
		}, here); err != nil {
			return err
		}
	}
	if len(cfg.Later) == 0 {
		return nil
	}
	buses := map[string]string{}
	for _, later := range cfg.Later {
		buses[later.Environment] = accountOf(later, in.Own).Arn("events", "event-bus/"+later.Names.PromotionBus.String())
	}
	p.announcer, err = start.NewAnnouncer(ctx, "announcer", start.AnnouncerArgs{
		Role:    n.AnnounceRole,
		Rules:   n.AnnounceRulePattern(),
		Buses:   buses,
		Account: in.Own,
	}, here)
	return err
}

// origin is where the image of a service comes from; nil to build it.
func (c Config) origin(s naming.Service, own awsaccount.Account) *build.Origin {
	if c.Origin == nil {
		return nil
	}
	from, there := c.Origin.Names, accountOf(c.Origin, own)
	origin := &build.Origin{
		Environment: c.Origin.Environment,
		Repository:  from.Services[s.String()].Repository,
		Table:       from.HistoryTable,
		Account:     there,
	}
	if c.Origin.Elsewhere {
		origin.Loan = build.Borrow(there.RoleArn(from.Services[s.String()].PromoteRole), borrower(c.Common, s, own))
	}
	return origin
}

// borrower is the project that promotes the images of a service in an environment.
func borrower(c config.Common, s naming.Service, account awsaccount.Account) build.Borrower {
	n := c.Names.Services[s.String()]
	return build.Borrower{
		Account: account,
		Role:    n.BuildRole,
		Project: n.Build,
	}
}

// addPromotion has a release in the environment before start the pipeline, and tells later
// ones of the releases here.
func (p *serviceParts) addPromotion(
	ctx *pulumi.Context, cfg Config, in Inputs, shared sharedParts, s naming.Service,
) error {
	service, here := s.String(), pulumi.Providers(in.Own.Provider)
	n := cfg.Names.Services[service]
	if from := cfg.Origin; from != nil {
		args := start.PromotionArgs{
			Rule:     n.PromotionRule,
			Service:  s,
			From:     from.Environment,
			Release:  machine.Arn(accountOf(from, in.Own), from.Names.Services[service].Release),
			Pipeline: p.pipeline.Name,
			Starter:  shared.starter,
			Bus:      shared.bus,
			Account:  in.Own,
		}
		if shared.arrival != nil {
			args.Arrival = shared.arrival.Name
		}
		if _, err := start.NewPromotion(ctx, "promotion-"+service, args, here); err != nil {
			return err
		}
	}
	var borrowers []build.Borrower
	for _, later := range cfg.Later {
		if later.Has(service) {
			borrowers = append(borrowers, borrower(later.Common, s, accountOf(later, in.Own)))
		}
	}
	if len(borrowers) == 0 {
		return nil
	}
	if _, err := build.NewLender(ctx, "lender-"+service, build.LenderArgs{
		Role:    n.PromoteRole,
		Service: s,
		Origin: build.Origin{
			Repository: n.Repository,
			Table:      cfg.Names.HistoryTable,
			Account:    in.Own,
		},
		Borrowers: borrowers,
	}, here); err != nil {
		return err
	}
	_, err := start.NewAnnouncement(ctx, "announcement-"+service, start.AnnouncementArgs{
		Rule:      n.AnnounceRule,
		Service:   s,
		Release:   p.release.Arn,
		Announcer: shared.announcer,
		Bus:       shared.bus,
		Account:   in.Own,
	}, here)
	return err
}
