package layers_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/layers"
)

func TestAPlanKeepsItsOrder(t *testing.T) {
	t.Parallel()
	_, err := layers.NewPlan(layers.Layer{
		Name:  "compute",
		Needs: []string{"foundation"},
	}, layers.Layer{Name: "foundation"})
	assert.EqualError(t, err, "layer compute needs foundation, which does not stand before it")
	_, err = layers.NewPlan(layers.Layer{Name: "a"}, layers.Layer{Name: "a"})
	assert.EqualError(t, err, "layer a stands twice in the plan")
}

func TestDeployGoesForward(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	report, err := h.Deploy(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{
		"create foundation", "up foundation", "create compute", "up compute", "create delivery", "up delivery",
	}, h.log)
	assert.Equal(t, []string{"foundation: done", "compute: done", "delivery: done"}, statuses(report))
	assert.Equal(t, []string{
		"deploy foundation", "foundation create foundation", "foundation done",
		"deploy compute", "compute create compute", "compute done",
		"deploy delivery", "delivery create delivery", "delivery done",
	}, h.heard.heard)
}

func TestDeployStopsAtTheFirstFailureAndSaysHowToGoOn(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	h.fail["up compute"] = errors.New("AccessDenied")
	report, err := h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy compute: AccessDenied")
	assert.Equal(t, []string{"foundation: done", "compute: failed", "delivery: not started"}, statuses(report))
	assert.Equal(t, "make deploy-all ENV=dev", report.Resume)
	assert.NotContains(t, h.log, "up delivery")

	delete(h.fail, "up compute")
	_, err = h.Deploy(t.Context())
	assert.NoError(t, err)
}

func TestOneLayerIsDeployedAlone(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	report, err := h.Deploy(t.Context(), "compute")
	require.NoError(t, err)
	assert.Equal(t, []string{"up compute"}, h.log)
	assert.Empty(t, report.Stale, "nobody knows of any")
}

func TestLayersThatHaveNotTakenWhatChangedAreNamed(t *testing.T) {
	t.Parallel()
	var unread error
	h := newFixture(t, func(l map[string]*layers.Layer) {
		for _, name := range []string{"compute", "delivery"} {
			l[name].Behind = func(context.Context) ([]string, error) { return []string{"of of foundation"}, unread }
		}
	})
	report, err := h.Deploy(t.Context())
	require.NoError(t, err)
	assert.Empty(t, report.Stale, "the run updated them itself")
	compute := layers.Stale{Layer: "compute", Outputs: []string{"of of foundation"}}
	delivery := layers.Stale{Layer: "delivery", Outputs: []string{"of of foundation"}}
	report, err = h.Deploy(t.Context(), "foundation")
	require.NoError(t, err)
	assert.Equal(t, []layers.Stale{compute, delivery}, report.Stale)

	h.fail["up compute"] = errors.New("AccessDenied")
	report, err = h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy compute: AccessDenied")
	assert.Equal(t, []layers.Stale{compute, delivery}, report.Stale, "after a failure, too")
	report, err = h.Withdraw(t.Context(), "compute")
	assert.EqualError(t, err, "deploy compute: AccessDenied")
	assert.Equal(t, []layers.Stale{compute, delivery}, report.Stale)

	unread = errors.New("no state")
	_, err = h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy compute: AccessDenied", "the cause is told")
	_, err = h.Deploy(t.Context(), "foundation")
	assert.EqualError(t, err, "no state")
}

func TestHooksRunAroundTheirLayer(t *testing.T) {
	t.Parallel()
	var h fixture
	h = newFixture(t, func(l map[string]*layers.Layer) {
		l["compute"].Before = func(context.Context) error { return h.do("before", "compute") }
		l["delivery"].After = func(context.Context) error { return h.do("after", "delivery") }
	})
	_, err := h.Deploy(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{
		"create foundation", "up foundation", "create compute", "before compute", "up compute",
		"create delivery", "up delivery", "after delivery",
	}, h.log)

	h.fail["before compute"] = errors.New("no image")
	_, err = h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy compute: no image")
	delete(h.fail, "before compute")
	h.fail["after delivery"] = errors.New("no secret")
	_, err = h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy delivery: no secret")
}
