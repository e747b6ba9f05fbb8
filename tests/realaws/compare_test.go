package realaws_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// sameAsRehearsed holds the rehearsal against an environment that was just deployed
// through the real provider: the outputs of every resource, and what would become
// of changed and of faulty inputs.
func sameAsRehearsed(t *testing.T, h *harness.House, env string) {
	rehearsal := rehearse(t, env)
	t.Run("outputs", func(t *testing.T) {
		compareOutputs(t, h.Deployed(t, env), rehearsal.Deployed(t, env))
	})
	t.Run("plans and refusals", func(t *testing.T) {
		comparePlans(t, realWorld(t, h, env), rehearsedWorld(t, rehearsal, env))
	})
}

// rehearse deploys the same environment with the same settings on the rehearsal.
func rehearse(t *testing.T, env string) *harness.House {
	t.Helper()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "rehearsal"})
	configure(t, h, env, "[api]", false)
	h.Must(t, "deploy-all", "--env", env)
	return h
}

// compareOutputs holds every output of the rehearsal against the real provider's.
func compareOutputs(t *testing.T, real, rehearsed []harness.Resource) {
	t.Helper()
	byURN := map[string]harness.Resource{}
	for _, r := range rehearsed {
		byURN[r.URN] = r
	}
	here, there := shapesOf(rehearsed), shapesOf(real)
	outputs := 0
	occurred := map[int]bool{}
	for _, r := range real {
		twin, ok := byURN[r.URN]
		if !assert.True(t, ok, "%s is not there in the rehearsal", r.URN) {
			continue
		}
		delete(byURN, r.URN)
		shapes := there.outputs(r)
		outputs += len(shapes)
		for _, d := range differences(r, shapes, here.outputs(twin)) {
			at := listed(d)
			if occurred[at] = true; at < 0 {
				t.Errorf("%s of %s %s\n  real:      %s\n  rehearsed: %s", d.path, d.typ, d.resource, d.real, d.rehearsed)
			}
		}
	}
	for urn := range byURN {
		t.Errorf("%s is there in the rehearsal only", urn)
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
