package record

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
	"slipway/stacks/delivery/eventrule"
	"slipway/stacks/delivery/push"
)

// ForwardArgs describe the way of events from the account of the functions.
type ForwardArgs struct {
	Bus         naming.Name // here
	Role        naming.Name // there; EventBridge puts events on the bus with it
	Rules       string      // pattern of the rules there that have the role
	Own, Target awsaccount.Account
}

// Forward brings events from the account of the functions to the recorder's: CloudTrail
// reports a call in the account that the call was made in. Rules there send to a bus
// here, with a role of theirs and by the bus's policy (EventBridge User Guide,
// eb-cross-account). The bus is of its own, because a default bus has one policy, which
// belongs to the account and not to an environment.
type Forward struct {
	pulumi.ResourceState

	bus  *cloudwatch.EventBus
	over eventrule.Receiver // the bus as a target of the rules there
}

// NewForward makes the bus with its policy, and the role.
func NewForward(ctx *pulumi.Context, name string, args ForwardArgs, opts ...pulumi.ResourceOption) (*Forward, error) {
	f := &Forward{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Forward", name, f, opts...); err != nil {
		return nil, err
	}
	var err error
	if f.bus, err = cloudwatch.NewEventBus(ctx, name+"-bus", &cloudwatch.EventBusArgs{
		Name:        pulumi.String(args.Bus.String()),
		Description: pulumi.String("Changes in account " + args.Target.ID + " that are no release's"),
	}, component.Named(f, args.Own)...); err != nil {
		return nil, fmt.Errorf("create event bus %s: %w", args.Bus, err)
	}
	policy, err := cloudwatch.NewEventBusPolicy(ctx, name+"-bus-policy", &cloudwatch.EventBusPolicyArgs{
		EventBusName: f.bus.Name,
		Policy:       args.busPolicy(f.bus.Arn).JSON(),
	}, component.Child(f, args.Own)...)
	if err != nil {
		return nil, fmt.Errorf("create policy of event bus %s: %w", args.Bus, err)
	}
	role, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name: args.Role,
		// Named by pattern, so adding or removing a service changes nothing here.
		Trust: component.TrustService("events.amazonaws.com", args.Target.ID,
			args.Target.Arn("events", "rule/"+args.Rules)),
		Account: args.Target,
		Policy: iampolicy.Document{{
			Sid:       "PutChangesOnTheBus",
			Actions:   []string{"events:PutEvents"},
			Resources: pulumi.StringArray{f.bus.Arn},
		}},
	}, f)
	if err != nil {
		return nil, err
	}
	f.over = eventrule.Receiver{
		ID:      "recorder",
		Arn:     f.bus.Arn,
		RoleArn: role.Arn,
		Ready:   append([]pulumi.Resource{policy}, role.Ready...),
	}
	return f, ctx.RegisterResourceOutputs(f, pulumi.Map{})
}

// busPolicy lets the role put events, and nobody else: what is on the bus is a change that
// CloudTrail reported. The role is named by a condition, because it may not exist yet.
func (args ForwardArgs) busPolicy(bus pulumi.StringOutput) iampolicy.Document {
	sender := pulumi.String(args.Target.RoleArn(args.Role))
	return iampolicy.Document{
		{
			Sid:        "RulesThereForwardChanges",
			Principals: []iampolicy.Principal{iampolicy.Root(args.Target.ID)},
			Actions:    []string{"events:PutEvents"},
			Resources:  pulumi.StringArray{bus},
			Conditions: []iampolicy.Condition{iampolicy.When("ArnEquals", "aws:PrincipalArn", sender)},
		},
		push.NobodyElsePuts(bus, sender),
	}
}
