package start

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
	"slipway/stacks/delivery/push"
)

// AnnouncerArgs describe who is told of releases.
type AnnouncerArgs struct {
	Role    naming.Name
	Rules   string            // pattern of the rules that tell
	Buses   map[string]string // by environment, the ARN of its bus in its account
	Account awsaccount.Account
}

// Announcer is the role with which rules put releases on the buses of later environments
// in other accounts (EventBridge User Guide, eb-cross-account).
type Announcer struct {
	pulumi.ResourceState

	buses map[string]string
	role  *component.Role
}

// NewAnnouncer makes the role.
func NewAnnouncer(
	ctx *pulumi.Context, name string, args AnnouncerArgs, opts ...pulumi.ResourceOption,
) (*Announcer, error) {
	a := &Announcer{buses: args.Buses}
	if err := component.Register(ctx, contract.DeliveryLayer, "Announcer", name, a, opts...); err != nil {
		return nil, err
	}
	var buses pulumi.StringArray
	for _, environment := range sorted(args.Buses) {
		buses = append(buses, pulumi.String(args.Buses[environment]))
	}
	var err error
	if a.role, err = component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name: args.Role,
		Trust: component.TrustService("events.amazonaws.com", args.Account.ID,
			args.Account.Arn("events", "rule/"+args.Rules)),
		Account: args.Account,
		Policy: iampolicy.Document{{
			Sid:       "TellLaterEnvironments",
			Actions:   []string{"events:PutEvents"},
			Resources: buses,
		}},
	}, a); err != nil {
		return nil, err
	}
	return a, ctx.RegisterResourceOutputs(a, pulumi.Map{})
}

// AnnouncementArgs describe what is told of a service.
type AnnouncementArgs struct {
	Rule      naming.Name
	Service   naming.Service
	Release   pulumi.StringOutput // ARN of its release machine
	Announcer *Announcer
	Bus       *push.Bus // whose dead letters are shared
	Account   awsaccount.Account
}

// Announcement is the rule that tells of the releases of a service that succeeded.
type Announcement struct{ pulumi.ResourceState }

// NewAnnouncement makes the rule, and a target for each environment.
func NewAnnouncement(
	ctx *pulumi.Context, name string, args AnnouncementArgs, opts ...pulumi.ResourceOption,
) (*Announcement, error) {
	a := &Announcement{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Announcement", name, a, opts...); err != nil {
		return nil, err
	}
	rule, err := cloudwatch.NewEventRule(ctx, name+"-rule", &cloudwatch.EventRuleArgs{
		Name: pulumi.String(args.Rule.String()),
		Description: pulumi.String("Tells later environments of " +
			"each release of " + args.Service.String() + " that succeeded"),
		EventPattern: pulumi.JSONMarshal(successPattern(args.Release)),
		State:        pulumi.String("ENABLED"),
		Tags:         component.ServiceTags(args.Service.String()),
	}, component.Named(a, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create rule %s: %w", args.Rule, err)
	}
	for _, environment := range sorted(args.Announcer.buses) {
		if err := (target{
			ID:      environment,
			Rule:    rule,
			Name:    args.Rule,
			Arn:     pulumi.String(args.Announcer.buses[environment]),
			Role:    args.Announcer.role,
			Letters: args.Bus.DeadLetterArn,
			Account: args.Account,
		}).under(ctx, name+"-"+environment, a); err != nil {
			return nil, err
		}
	}
	return a, ctx.RegisterResourceOutputs(a, pulumi.Map{})
}
