package delivery_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery"
	"slipway/stacks/delivery/deliverytest"
)

func TestTheProgramBuildsTheReceiverAndExports(t *testing.T) {
	t.Parallel()
	run := deliverytest.Environment{}.Run()
	run.Root = "." // where Pulumi.yaml is
	rec := run.Program(delivery.Program)
	require.NoError(t, rec.Err)
	code := rec.Get(t, "lambda/function:Function", "webhook-receiver").Inputs["code"]
	require.NotNil(t, code)
	assert.Len(t, rec.Of("codepipeline/pipeline:Pipeline"), 1)
}

func TestTheProgramWithTheConnectionBuildsNothing(t *testing.T) {
	t.Parallel()
	run := deliverytest.Environment{Settings: map[string]string{"trigger": "connection"}}.Run()
	run.Root = t.TempDir()
	require.NoError(t, run.Program(delivery.Program).Err)
}

func TestTheProgramStopsBeforeAnythingIsMade(t *testing.T) {
	t.Parallel()
	without := func(stack, output string) func(*pulumitest.Run) {
		return func(run *pulumitest.Run) { delete(run.Stacks["organization/slipway-"+stack+"/dev"], output) }
	}
	refusing := func(name string) func(*pulumitest.Run) {
		return func(run *pulumitest.Run) {
			run.Refuse = pulumitest.RefuseNamed(name, errDenied)
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(*pulumitest.Run)
		text  string
	}{
		{"when the configuration is wrong",
			func(run *pulumitest.Run) { run.Config["slipway-delivery:branch"] = "*" }, `slipway-delivery:branch is "*"`},
		{"when the account cannot be reached", refusing("aws"), "configure AWS provider aws: AccessDenied: no"},
		{"when the target account cannot be reached", func(run *pulumitest.Run) {
			refusing("aws-target")(run)
			run.Root = pulumitest.Beside(t, "dev", map[string]string{
				"slipway-foundation:targetAccount": deliverytest.TargetAccount,
			})
		}, "configure AWS provider aws-target: AccessDenied: no"},
		{"when the foundation lacks an output", without("foundation", "topicArn"),
			`stack organization/slipway-foundation/dev has no output "topicArn": run ` +
				"`make deploy LAYER=foundation ENV=dev`"},
		{
			"when the compute layer lacks an output",
			without("compute", "api.aliasName"),
			`stack organization/slipway-compute/dev has no output "api.aliasName": run ` + "`make deploy LAYER=compute ENV=dev`",
		},
		{
			"when an example is left in a real account",
			func(run *pulumitest.Run) { delete(run.Config, "slipway-delivery:repository") },
			`slipway-delivery:repository is "example/shop", an example`,
		},
		{"when the receiver cannot be built",
			func(run *pulumitest.Run) { run.Root = "/nowhere" }, "build webhook receiver: /nowhere is not"},
		{"when the host does not tell the project's folder and this is not below it",
			func(run *pulumitest.Run) { run.Root = "" }, "build webhook receiver: .. is not"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			run := deliverytest.Environment{}.Run()
			run.Config = maps.Clone(run.Config)
			c.spoil(&run)
			rec := run.Program(delivery.Program)
			assert.ErrorContains(t, rec.Err, c.text)
			for _, x := range rec.All() {
				assert.True(t, strings.HasPrefix(x.Type, "pulumi:"), "%s was made", x.Name)
			}
		})
	}
}

func TestTheProgramPassesOnARefusal(t *testing.T) {
	t.Parallel()
	run := deliverytest.Environment{Settings: map[string]string{"trigger": "connection"}}.Run()
	run.Refuse = pulumitest.RefuseNamed("push-bus", errDenied)
	assert.ErrorContains(t, run.Program(delivery.Program).Err, "create event bus bus-github-dev: AccessDenied: no")
}
