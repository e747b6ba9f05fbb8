package security_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// targetAccount is where the functions of the environment with two accounts run.
const targetAccount = "222222222222"

var deployed struct {
	once         sync.Once
	environments []*environment
}

// environments are the three kinds of environment, each deployed once for all
// tests: local and prod with the settings that the repository holds for them,
// and one of three services that run in an account of their own.
func environments(t *testing.T) []*environment {
	t.Helper()
	deployed.once.Do(func() {
		deployed.environments = []*environment{
			deploy(t, "local", contract.SimulatedAccount, committed),
			deploy(t, "prod", contract.SimulatedAccount, committed),
			deploy(t, "two-account", targetAccount, func(t *testing.T, h *harness.Env, name string) {
				h.ConfigureAll(t, name, []string{
					`slipway-LAYER:targetAccount: "` + targetAccount + `"`,
					"slipway-LAYER:services: {api: {http: true}, orders: " + own + ", billing: {events: " + called + "}}",
				}, map[string][]string{
					"foundation": {"slipway-foundation:chat: {workspace: T0123ABCD, channel: C0123ABCD}"},
					"delivery":   {"slipway-delivery:pullRequests: true"},
				})
			}),
		}
	})
	require.Len(t, deployed.environments, 3, "a deployment failed, see the test that began it")
	return deployed.environments
}

// own are a network, an entry for calls that are signed, and rights of a service's own.
const own = `{http: {type: url}, vpc: {subnetIds: [subnet-0123abcd], securityGroupIds: [sg-0123abcd]}, ` +
	`policies: [arn:aws:iam::aws:policy/AWSXrayReadOnlyAccess], secrets: {DB_ARN: shop/orders}, ` +
	`statements: [{actions: [dynamodb:GetItem], resources: ["arn:aws:dynamodb:us-east-1:` + targetAccount +
	`:table/orders"]}]}`

// called is an event of each kind. A topic of the account of the functions would have to be
// there, in the simulated AWS.
const called = `{ordered: {queue: "arn:aws:sqs:us-east-1:` + targetAccount + `:orders"}, ` +
	`told: {topic: "arn:aws:sns:us-east-1:111122223333:news"}, nightly: {schedule: "rate(1 day)"}, ` +
	`paid: {pattern: {source: [shop]}}, ` +
	`changed: {stream: "arn:aws:dynamodb:us-east-1:` + targetAccount + `:table/stock/stream/2026-01-01T00:00:00.000"}}`

func deploy(t *testing.T, name, target string, configure func(*testing.T, *harness.Env, string)) *environment {
	t.Helper()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	configure(t, h, name)
	h.Must(t, "deploy-all", "--env", name)
	env := &environment{
		name:       name,
		production: name == "prod",
		account:    contract.SimulatedAccount,
		target:     target,
	}
	for _, r := range h.Deployed(t, name) {
		env.all = append(env.all, &r)
	}
	require.NotEmpty(t, env.all)
	return env
}

// committed gives an environment the stack files of the repository, as a person's
// checkout has them.
func committed(t *testing.T, h *harness.Env, env string) {
	t.Helper()
	for _, layer := range contract.LayerNames() {
		for _, name := range []string{env, "staging"} { // prod promotes from staging
			file := filepath.Join("stacks", layer, "Pulumi."+name+".yaml")
			content, err := os.ReadFile(filepath.Join("..", "..", file))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(h.Root, file), content, 0o600))
		}
	}
}
