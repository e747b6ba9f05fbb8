package realaws_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// sameAsSimulated holds the simulated AWS against an environment that was just deployed
// through the real provider: the outputs of every resource, and what would become
// of changed and of faulty inputs.
func sameAsSimulated(t *testing.T, h *harness.Env, env string) {
	simulated := simulate(t, env)
	t.Run("outputs", func(t *testing.T) {
		compareOutputs(t, h.Deployed(t, env), simulated.Deployed(t, env))
	})
	t.Run("plans and refusals", func(t *testing.T) {
		comparePlans(t, realSide(t, h, env), simulatedSide(t, simulated, env))
	})
}

// simulate deploys the same environment with the same settings on the simulated AWS.
func simulate(t *testing.T, env string) *harness.Env {
	t.Helper()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	configure(t, h, env, "[api]", false)
	h.Must(t, "deploy-all", "--env", env)
	return h
}

// compareOutputs holds every output of the simulated AWS against the real provider's.
func compareOutputs(t *testing.T, real, simulated []harness.Resource) {
	t.Helper()
	byURN := map[string]harness.Resource{}
	for _, r := range simulated {
		byURN[r.URN] = r
	}
	here, there := shapesOf(simulated), shapesOf(real)
	outputs := 0
	occurred := map[int]bool{}
	for _, r := range real {
		twin, ok := byURN[r.URN]
		if !assert.True(t, ok, "%s is not there in the simulated AWS", r.URN) {
			continue
		}
		delete(byURN, r.URN)
		shapes := there.outputs(r)
		outputs += len(shapes)
		for _, d := range differences(r, shapes, here.outputs(twin)) {
			at := listed(d)
			if occurred[at] = true; at < 0 {
				t.Errorf("%s of %s %s\n  real:      %s\n  simulated: %s", d.path, d.typ, d.resource, d.real, d.simulated)
			}
		}
	}
	for urn := range byURN {
		t.Errorf("%s is there in the simulated AWS only", urn)
	}
	for i, l := range listedDifferences {
		assert.True(t, occurred[i], "%s of %s does not differ any more (%s): take it off the list", l.path, l.typ, l.reason)
	}
	require.NotZero(t, outputs)
	t.Logf("%d resources with %d outputs compared", len(real), outputs)
}

// listed finds the entry that explains a difference; -1 when none does.
func listed(d difference) int {
	for i, l := range listedDifferences {
		if strings.HasSuffix(d.typ, l.typ) && strings.HasPrefix(d.path, l.path) {
			return i
		}
	}
	return -1
}
