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

// ArrivalArgs describe the bus that releases in another account arrive on.
type ArrivalArgs struct {
	Bus     naming.Name
	From    awsaccount.Account // of the environment before
	Sender  naming.Name        // the role there, the only one to put events
	Account awsaccount.Account
}

// Arrival is a bus of its own, because a default bus has one policy, which belongs to the
// account and not to an environment.
type Arrival struct {
	pulumi.ResourceState

	Name pulumi.StringOutput
}

// NewArrival makes the bus and its policy. The role is named by a condition, because it may
// not exist yet.
func NewArrival(ctx *pulumi.Context, name string, args ArrivalArgs, opts ...pulumi.ResourceOption) (*Arrival, error) {
	a := &Arrival{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Arrival", name, a, opts...); err != nil {
		return nil, err
	}
	bus, err := cloudwatch.NewEventBus(ctx, name+"-bus", &cloudwatch.EventBusArgs{
		Name:        pulumi.String(args.Bus.String()),
		Description: pulumi.String("Releases in account " + args.From.ID + " that are promoted"),
	}, component.Named(a, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create event bus %s: %w", args.Bus, err)
	}
	sender := pulumi.String(args.From.RoleArn(args.Sender))
	if _, err := cloudwatch.NewEventBusPolicy(ctx, name+"-bus-policy", &cloudwatch.EventBusPolicyArgs{
		EventBusName: bus.Name,
		Policy: iampolicy.Document{
			{
				Sid:        "RulesThereTellOfReleases",
				Principals: []iampolicy.Principal{iampolicy.Root(args.From.ID)},
				Actions:    []string{"events:PutEvents"},
				Resources:  pulumi.StringArray{bus.Arn},
				Conditions: []iampolicy.Condition{iampolicy.When("ArnEquals", "aws:PrincipalArn", sender)},
			},
			push.NobodyElsePuts(bus.Arn, sender),
		}.JSON(),
	}, component.Child(a, args.Account)...); err != nil {
		return nil, fmt.Errorf("create policy of event bus %s: %w", args.Bus, err)
	}
	a.Name = bus.Name
	return a, ctx.RegisterResourceOutputs(a, pulumi.Map{})
}
