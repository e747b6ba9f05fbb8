package record

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/eventrule"
	"slipway/stacks/delivery/push"
)

// ChangesArgs describe what is changed by releases, and who they are.
type ChangesArgs struct {
	Rule            naming.Name
	Service         naming.Service
	Function, Group naming.Name
	Application     naming.Name
	Releasing       []string // ARNs of the roles that releases work with
	Recorder        *Recorder
	Forward         *Forward  // nil if the function is in the recorder's account
	Bus             *push.Bus // whose dead letters are shared
	Own, Target     awsaccount.Account
}

// Changes is the rule that hands to the recorder what anybody but a release does to the
// function, its versions, its alias and its traffic shifts (R6): a person in the console,
// a deployment of other settings. It hears of it from CloudTrail, so from an account
// that has a trail for management events (EventBridge User Guide,
// eb-service-event-cloudtrail). If that is another account than the recorder's, the same
// rule stands in both, and the one there forwards.
type Changes struct {
	pulumi.ResourceState
}

// NewChanges makes the rule and its target.
func NewChanges(ctx *pulumi.Context, name string, args ChangesArgs, opts ...pulumi.ResourceOption) (*Changes, error) {
	c := &Changes{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Changes", name, c, opts...); err != nil {
		return nil, err
	}
	rule := eventrule.Rule{
		Name:        args.Rule,
		Description: "Hands what is changed past the releases of " + args.Service.String() + " to the recorder",
		Pattern:     args.pattern(),
		Service:     args.Service,
		To:          args.Recorder.receives(args.Service),
		Bus:         args.Bus,
		Account:     args.Own,
	}
	if args.Forward != nil {
		there := rule
		there.To, there.Account = args.Forward.over, args.Target
		if _, _, err := there.Under(ctx, name+"-there", c); err != nil {
			return nil, err
		}
		rule.From = args.Forward.bus.Name
	}
	if _, _, err := rule.Under(ctx, name, c); err != nil {
		return nil, err
	}
	return c, ctx.RegisterResourceOutputs(c, pulumi.Map{})
}

// pattern matches calls that changed something. A person of IAM has no session, so no
// issuer of one: anything-but does not match what is not there. CloudTrail writes a
// date behind the names of Lambda's calls, such as UpdateAlias20150331 (Lambda Developer
// Guide, logging-using-cloudtrail); a function may be named by its ARN.
func (args ChangesArgs) pattern() map[string]any {
	var onFunction []any
	for _, call := range []string{
		"CreateAlias", "UpdateAlias", "DeleteAlias", "PublishVersion", "UpdateFunctionCode", "UpdateFunctionConfiguration",
	} {
		onFunction = append(onFunction, map[string]any{"prefix": call})
	}
	absent, function := map[string]any{"exists": false}, args.Function.String()
	issuer := []any{map[string]any{"anything-but": args.Releasing}, absent}
	return map[string]any{
		"source":      []string{"aws.lambda", "aws.codedeploy"},
		"detail-type": []string{"AWS API Call via CloudTrail"},
		"detail": map[string]any{
			"errorCode":    []any{absent},
			"userIdentity": map[string]any{"sessionContext": map[string]any{"sessionIssuer": map[string]any{"arn": issuer}}},
			"$or": []any{
				map[string]any{
					"eventName":         onFunction,
					"requestParameters": map[string]any{"functionName": []any{function, map[string]any{"suffix": ":" + function}}},
				},
				map[string]any{
					"eventName": []string{"CreateDeployment"},
					"requestParameters": map[string]any{
						"applicationName":     []string{args.Application.String()},
						"deploymentGroupName": []string{args.Group.String()},
					},
				},
			},
		},
	}
}
