package layers_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDestroyGoesBackwardAndLeavesNoStack(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	report, err := h.Destroy(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{
		"destroy delivery", "remove delivery", "destroy compute", "remove compute", "destroy foundation", "remove foundation",
	}, h.log)
	assert.Equal(t, []string{"delivery: done", "compute: done", "foundation: done"}, statuses(report))

	again, err := h.Destroy(t.Context())
	require.NoError(t, err)
	assert.Equal(t,
		[]string{"delivery: not deployed", "compute: not deployed", "foundation: not deployed"}, statuses(again))
}

func TestALayerStaysWhileADependentHoldsResources(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	_, err := h.Destroy(t.Context(), "foundation")
	assert.EqualError(t, err, "destroy foundation: delivery still holds 2 resources in dev that depend on it; "+
		"run `make destroy LAYER=delivery ENV=dev`")
	assert.Empty(t, h.log)
	assert.EqualError(t, h.Free(t.Context(), "foundation"), err.Error(), "and it can be asked first")
	require.NoError(t, h.Free(t.Context(), "delivery"))
	require.NoError(t, h.Free(t.Context()), "all go")

	_, err = h.Destroy(t.Context(), "delivery")
	require.NoError(t, err)
	_, err = h.Destroy(t.Context(), "foundation")
	assert.EqualError(t, err, "destroy foundation: compute still holds 2 resources in dev that depend on it; "+
		"run `make destroy LAYER=compute ENV=dev`")
}

func TestDestroyStopsWhereItFails(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	h.fail["destroy compute"] = errors.New("in use")
	report, err := h.Destroy(t.Context())
	assert.EqualError(t, err, "destroy compute: in use")
	assert.Equal(t, []string{"delivery: done", "compute: failed", "foundation: not started"}, statuses(report))
	assert.Equal(t, "make destroy-all ENV=dev", report.Resume)

	delete(h.fail, "destroy compute")
	_, err = h.Destroy(t.Context())
	require.NoError(t, err)
}

func TestHeldCountsWhatIsAProvidersOwn(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	held, err := h.Held(t.Context(), "compute", "delivery")
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"compute": 1, "delivery": 1}, held)
	h.fail["state compute"] = errors.New("no route")
	_, err = h.Held(t.Context())
	assert.EqualError(t, err, "no route")
	_, err = h.Held(t.Context(), "attic")
	assert.EqualError(t, err, `LAYER is "attic": one of foundation, compute, delivery`)
	_, err = h.Destroy(t.Context(), "foundation")
	assert.EqualError(t, err,
		"destroy foundation: delivery still holds 2 resources in dev that depend on it; "+
			"run `make destroy LAYER=delivery ENV=dev`")
}
