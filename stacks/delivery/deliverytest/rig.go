// Package deliverytest deploys the delivery layer, or one component of it, for the
// tests of the packages that the layer is made of.
package deliverytest

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/push"
)

// TargetAccount is where the functions of a two-account environment run.
const TargetAccount = "444455556666"

// Rig is what a component of the layer needs when it is tested alone: the
// accounts, the environment and the outputs of earlier layers.
type Rig struct {
	Ctx         *pulumi.Context
	Rec         *pulumitest.Recording
	Own, Target awsaccount.Account
	Suffix      naming.Suffix
}

// OnRig runs build in the environment dev. With twoAccounts the functions are in
// an account of their own.
func OnRig(run pulumitest.Run, twoAccounts bool, build func(Rig) error) *pulumitest.Recording {
	run.Project, run.Stack = "slipway-delivery", "dev"
	return run.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		suffix, err := naming.NewSuffix("dev")
		if err != nil {
			return err
		}
		c := config.Common{Suffix: suffix, Account: pulumitest.Account}
		if twoAccounts {
			c.Target = config.Target{Account: TargetAccount, Role: "Admin"}
		}
		own, err := awsaccount.Own(ctx, "delivery", c)
		if err != nil {
			return err
		}
		target, err := awsaccount.Target(ctx, "delivery", c, own)
		if err != nil {
			return err
		}
		return build(Rig{
			Ctx:    ctx,
			Rec:    rec,
			Own:    own,
			Target: target,
			Suffix: suffix,
		})
	})
}

// Built is OnRig for a build that must succeed.
func Built(t *testing.T, twoAccounts bool, build func(Rig) error) *pulumitest.Recording {
	t.Helper()
	rec := OnRig(pulumitest.Run{}, twoAccounts, build)
	require.NoError(t, rec.Err)
	return rec
}

// Service is a service of that name.
func Service(name string) naming.Service {
	s, err := naming.NewService(name)
	if err != nil {
		panic(err)
	}
	return s
}

// Output is an output that is known.
func Output(text string) pulumi.StringOutput { return pulumi.String(text).ToStringOutput() }

// bus is the environment's bus.
func (r Rig) Bus() (*push.Bus, error) {
	var far []string
	if r.Target.ID != r.Own.ID {
		far = []string{"rule-change-*-dev"}
	}
	return push.NewBus(r.Ctx, "push", push.BusArgs{
		Name:        "bus-github-dev",
		Sender:      "role-webhook-dev",
		DeadLetters: "queue-deadletters-dev",
		OtherRules:  []string{"rule-pipeline-*-dev", "rule-undo-*-dev"},
		FarRules:    far,
		Account:     r.Own,
		Target:      r.Target,
	})
}

// Function is what compute exports of a Service.
func (r Rig) Function(name string) *contract.Function {
	arn := "arn:aws:lambda:us-east-1:" + r.Target.ID + ":function:lambda-" + name + "-dev"
	return &contract.Function{
		Name:     Output("lambda-" + name + "-dev"),
		Arn:      Output(arn),
		Alias:    Output("live"),
		AliasArn: Output(arn + ":live"),
	}
}

// Registry is what foundation exports of a Service.
func Registry(name string) *contract.Registry {
	return &contract.Registry{
		Name: Output("ecr-" + name + "-dev"),
		Arn:  Output("arn:aws:ecr:us-east-1:111122223333:repository/ecr-" + name + "-dev"),
		URI:  Output("111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-" + name + "-dev"),
	}
}

// The history table, as foundation exports it.
const (
	HistoryTable    = "table-deployments-dev"
	HistoryTableArn = "arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev"
)

// DeadLettersURL is the queue of the Bus.
const DeadLettersURL = "https://sqs.us-east-1.amazonaws.com/111122223333/queue-deadletters-dev"
