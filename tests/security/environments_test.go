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
	once   sync.Once
	worlds []*world
}

// environments are the three kinds of environment, each deployed once for all
// tests: local and prod with the settings that the repository holds for them,
// and one of three services that run in an account of their own.
func environments(t *testing.T) []*world {
	t.Helper()
	deployed.once.Do(func() {
		deployed.worlds = []*world{
			deploy(t, "local", contract.SimulatedAccount, committed),
			deploy(t, "prod", contract.SimulatedAccount, committed),
			deploy(t, "two-account", targetAccount, func(t *testing.T, h *harness.Env, env string) {
				h.ConfigureAll(t, env, []string{
					`slipway-LAYER:targetAccount: "` + targetAccount + `"`, "slipway-LAYER:services: [api, orders, billing]",
				}, nil)
			}),
		}
	})
	require.Len(t, deployed.worlds, 3, "a deployment failed, see the test that began it")
	return deployed.worlds
}

func deploy(t *testing.T, env, target string, configure func(*testing.T, *harness.Env, string)) *world {
	t.Helper()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	configure(t, h, env)
	h.Must(t, "deploy-all", "--env", env)
	w := &world{
		name:       env,
		production: env == "prod",
		account:    contract.SimulatedAccount,
		target:     target,
	}
	for _, r := range h.Deployed(t, env) {
		w.all = append(w.all, &r)
	}
	require.NotEmpty(t, w.all)
	return w
}

// committed gives an environment the stack files of the repository, as a person's
// checkout has them.
func committed(t *testing.T, h *harness.Env, env string) {
	t.Helper()
	for _, layer := range contract.LayerNames() {
		file := filepath.Join("stacks", layer, "Pulumi."+env+".yaml")
		content, err := os.ReadFile(filepath.Join("..", "..", file))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(h.Root, file), content, 0o600))
	}
}
