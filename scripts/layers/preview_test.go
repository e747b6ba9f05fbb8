package layers_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

func TestAFirstPreviewWorksFromNothingAndLeavesNothing(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	report, err := h.Preview(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"foundation: done", "compute: done", "delivery: done"}, statuses(report))
	assert.Equal(t, []string{"draft foundation", "draft compute", "draft delivery"}, h.log[:3])
	assert.ElementsMatch(t, []string{"preview foundation", "preview compute", "preview delivery"}, h.log[3:6])
	assert.Equal(t, []string{"discard foundation", "discard compute", "discard delivery"}, h.log[6:])
}

func TestAPreviewOfOneLayerStandsOnTheOthers(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	_, err := h.Preview(t.Context(), "compute")
	require.NoError(t, err)
	assert.Equal(t, []string{
		"draft foundation", "draft compute", "preview compute", "discard foundation", "discard compute",
	}, h.log)
}

func TestAPreviewKeepsStacksThatWereThere(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	_, err := h.Preview(t.Context())
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"preview foundation", "preview compute", "preview delivery"}, h.log)
}

func TestAFailedPreviewCleansUpAsWell(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	h.fail["preview foundation"] = errors.New("no such region")
	_, err := h.Preview(t.Context())
	assert.EqualError(t, err, "preview foundation: no such region")
	for _, s := range h.stacks {
		assert.False(t, s.exists, s.name)
	}

	h = newFixture(t, nil)
	h.fail["draft compute"] = errors.New("no route")
	_, err = h.Preview(t.Context())
	assert.EqualError(t, err, "no route")
	assert.Contains(t, h.log, "discard foundation")
	_, err = h.Preview(t.Context(), "attic")
	assert.EqualError(t, err, `LAYER is "attic": one of foundation, compute, delivery`)
}

func TestRefreshPassesOverWhatIsNotDeployed(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	_, err := h.Deploy(t.Context(), "foundation")
	require.NoError(t, err)
	report, err := h.Refresh(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"foundation: done", "compute: not deployed", "delivery: not deployed"}, statuses(report))
	_, err = h.Refresh(t.Context(), "attic")
	assert.EqualError(t, err, `LAYER is "attic": one of foundation, compute, delivery`)
}

func TestACompareChangesNothing(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	_, err := h.Deploy(t.Context(), "foundation")
	require.NoError(t, err)
	h.log = nil
	report, err := h.Compare(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"foundation: done", "compute: not deployed", "delivery: not deployed"}, statuses(report))
	assert.Equal(t, []string{"compare foundation"}, h.log)
	_, err = h.Compare(t.Context(), "attic")
	assert.EqualError(t, err, `LAYER is "attic": one of foundation, compute, delivery`)
	h.fail["compare foundation"] = errors.New("no route")
	report, err = h.Compare(t.Context(), "foundation")
	assert.EqualError(t, err, "compare foundation: no route")
	assert.Equal(t, "", report.Resume)
}

func TestOutputsAreOfDeployedLayersOnly(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	_, err := h.Deploy(t.Context(), "foundation")
	require.NoError(t, err)
	outputs, err := h.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, map[string]map[string]any{"foundation": {"of": "foundation"}}, outputs)
	h.fail["outputs compute"] = errors.New("no route")
	_, err = h.Outputs(t.Context())
	assert.EqualError(t, err, "no route")
}

func TestAPlanTellsWhatADeploymentWouldTakeAway(t *testing.T) {
	t.Parallel()
	table := layers.Loss{Op: "delete", Name: "table"}
	loses := func(e engine.Event) (layers.Loss, bool) { return table, e.Type == "table" }
	events := []engine.Event{
		{
			Kind: engine.Started,
			Op:   "delete",
			Type: "table",
		},
		{
			Kind: engine.Finished,
			Op:   "delete",
			Type: "table",
		},
		{
			Kind: engine.Started,
			Op:   "update",
			Type: "table",
		},
		{
			Kind: engine.Started,
			Op:   "delete",
			Type: "role",
		},
	}
	t.Run("once, and changes nothing", func(t *testing.T) {
		t.Parallel()
		h := deployed(t)
		h.Loses = loses
		h.stacks["compute"].planned = events
		report, err := h.Losses(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []layers.Loss{table}, report.Losses)
		assert.ElementsMatch(t, []string{"preview foundation", "preview compute", "preview delivery"}, h.log)
	})
	t.Run("of the named layers", func(t *testing.T) {
		t.Parallel()
		h := deployed(t)
		h.Loses = loses
		h.stacks["compute"].planned = events
		report, err := h.Losses(t.Context(), "foundation")
		require.NoError(t, err)
		assert.Empty(t, report.Losses)
		assert.Equal(t, []string{"preview foundation"}, h.log)
	})
	t.Run("without planning what holds nothing yet", func(t *testing.T) {
		t.Parallel()
		h := newFixture(t, nil)
		_, err := h.Losses(t.Context())
		require.NoError(t, err)
		assert.Empty(t, h.log)
	})
}

func TestWithdrawGoesBackward(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	gone, err := h.Withdraw(t.Context(), "compute", "delivery")
	require.NoError(t, err)
	assert.Equal(t, []string{"up delivery", "up compute"}, h.log)

	report, err := h.Deploy(t.Context())
	require.NoError(t, err)
	var created []int
	for _, o := range report.After(gone).Outcomes {
		created = append(created, o.Result.Changes.Created)
	}
	assert.Equal(t, []int{2, 4, 4}, created, "what both runs did")

	h = deployed(t)
	h.fail["up delivery"] = errors.New("throttled")
	report, err = h.Withdraw(t.Context(), "compute", "delivery")
	require.EqualError(t, err, "deploy delivery: throttled")
	assert.Equal(t, []string{"up delivery"}, h.log, "compute keeps what delivery still has")
	assert.Equal(t, "make deploy-all ENV=dev", report.Resume)

	_, err = h.Withdraw(t.Context(), "storage")
	require.EqualError(t, err, `LAYER is "storage": one of foundation, compute, delivery`)
}
