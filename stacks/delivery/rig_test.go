package delivery_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery"
)

// targetAccount is where the functions of a two-account environment run.
const targetAccount = "444455556666"

// rig is what the components of the layer stand on when they are tested one by
// one: the accounts, the environment and what earlier layers promise.
type rig struct {
	ctx         *pulumi.Context
	rec         *pulumitest.Recording
	own, target awsaccount.Account
	suffix      naming.Suffix
}

// onRig runs build in the environment dev. With twoAccounts the functions are in
// an account of their own.
func onRig(run pulumitest.Run, twoAccounts bool, build func(rig) error) *pulumitest.Recording {
	run.Project, run.Stack = "slipway-delivery", "dev"
	return run.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		suffix, err := naming.NewSuffix("dev")
		if err != nil {
			return err
		}
		c := config.Common{Suffix: suffix}
		if twoAccounts {
			c.Target = config.Target{Account: targetAccount, Role: "Admin"}
		}
		own, err := awsaccount.Own(ctx, "delivery", c)
		if err != nil {
			return err
		}
		target, err := awsaccount.Target(ctx, "delivery", c, own)
		if err != nil {
			return err
		}
		return build(rig{ctx: ctx, rec: rec, own: own, target: target, suffix: suffix})
	})
}

// built is onRig for a build that must succeed.
func built(t *testing.T, twoAccounts bool, build func(rig) error) *pulumitest.Recording {
	t.Helper()
	rec := onRig(pulumitest.Run{}, twoAccounts, build)
	require.NoError(t, rec.Err)
	return rec
}

func service(name string) naming.Service {
	s, err := naming.NewService(name)
	if err != nil {
		panic(err)
	}
	return s
}

func output(text string) pulumi.StringOutput { return pulumi.String(text).ToStringOutput() }

// bus is the environment's bus.
func (r rig) bus() (*delivery.Bus, error) {
	return delivery.NewBus(r.ctx, "push", delivery.BusArgs{
		Name: "bus-github-dev", Sender: "role-webhook-dev", DeadLetters: "queue-deadletters-dev",
		OtherRules: "rule-pipeline-*-dev", Account: r.own,
	})
}

// function is what compute promises of a service.
func (r rig) function(name string) *contract.Function {
	arn := "arn:aws:lambda:us-east-1:" + r.target.ID + ":function:lambda-" + name + "-dev"
	return &contract.Function{Name: output("lambda-" + name + "-dev"), Arn: output(arn), Alias: output("live"), AliasArn: output(arn + ":live")}
}

// registry is what foundation promises of a service.
func registry(name string) *contract.Registry {
	return &contract.Registry{
		Name: output("ecr-" + name + "-dev"),
		Arn:  output("arn:aws:ecr:us-east-1:111122223333:repository/ecr-" + name + "-dev"),
		URI:  output("111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-" + name + "-dev"),
	}
}

const (
	historyTable    = "table-deployments-dev"
	historyTableArn = "arn:aws:dynamodb:us-east-1:111122223333:table/table-deployments-dev"
)

// assertInputs compares every property that a resource was given. Texts that
// hold JSON objects are compared as what they mean.
func assertInputs(t *testing.T, want map[string]any, x *pulumitest.Resource) {
	t.Helper()
	assert.Equal(t, want, x.Decoded(t), "%s %s", x.Type, x.Name)
}

// object is JSON text as what it means.
func object(t *testing.T, text string) any {
	t.Helper()
	return pulumitest.Decode(t, text)
}

// trustIn is the trust policy of a role that a service of AWS takes on for
// sources in an account.
func trustIn(t *testing.T, service, account, source string) any {
	t.Helper()
	return object(t, `{"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow", "Principal": {"Service": ["`+service+`"]}, "Action": ["sts:AssumeRole"],
		"Condition": {"StringEquals": {"aws:SourceAccount": ["`+account+`"]}, "ArnLike": {"aws:SourceArn": ["`+source+`"]}}
	}]}`)
}

// assertRefusals refuses each resource in turn and compares how the error begins.
func assertRefusals(t *testing.T, texts map[string]string, build func(rig) error) {
	t.Helper()
	denied := errors.New("AccessDenied: no")
	for name, text := range texts {
		rec := onRig(pulumitest.Run{Refuse: pulumitest.RefuseNamed(name, denied)}, false, build)
		if assert.Error(t, rec.Err, name) {
			assert.ErrorContains(t, rec.Err, text+": AccessDenied: no", name)
		}
	}
}

// assertEveryResourceIsRefused: the table of refusals has a line for every
// resource of the components that it is about.
func assertEveryResourceIsRefused(t *testing.T, texts map[string]string, rec *pulumitest.Recording, prefix string) {
	t.Helper()
	for _, x := range rec.All() {
		if strings.HasPrefix(x.Name, prefix) {
			assert.Contains(t, texts, x.Name)
		}
	}
}

// assertPreviewed: a preview registers what the update will, though nothing that
// AWS computes is known.
func assertPreviewed(t *testing.T, updated *pulumitest.Recording, build func(rig) error) {
	t.Helper()
	preview := onRig(pulumitest.Run{DryRun: true}, false, build)
	require.NoError(t, preview.Err)
	assert.Equal(t, identities(updated), identities(preview))
}

func identities(rec *pulumitest.Recording) []string {
	var all []string
	for _, x := range rec.All() {
		all = append(all, x.Type+" "+x.Name)
	}
	return all
}

// assertPlaced compares the account and the provider of every resource whose
// name begins with prefix, and whether a replacement waits for the deletion.
func assertPlaced(t *testing.T, rec *pulumitest.Recording, prefix, account string) {
	t.Helper()
	for _, x := range rec.All() {
		if !x.Custom || !strings.HasPrefix(x.Name, prefix) {
			continue
		}
		assert.Equal(t, account, x.Account, x.Name)
		assert.NotEmpty(t, x.Provider, x.Name)
		assert.False(t, x.Protect || x.RetainOnDelete, "%s must go with a teardown (R15)", x.Name)
	}
}

// inputsOf are the inputs of every resource by its type and name.
func inputsOf(rec *pulumitest.Recording) map[string]any {
	all := map[string]any{}
	for _, x := range rec.All() {
		all[x.Type+" "+x.Name] = x.Inputs
	}
	return all
}

// throughJSON is a value as it is after a way through JSON.
func throughJSON(t *testing.T, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return object(t, string(text))
}
