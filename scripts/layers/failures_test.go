package layers_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/layers"
)

// Each operation stops at the layer whose stack fails, says what it was doing, and
// leaves the layers after it alone.
func TestEveryErrorOfAStackEndsTheOperation(t *testing.T) {
	t.Parallel()
	type run func(fixture) (layers.Report, error)
	refresh := func(h fixture) (layers.Report, error) { return h.Refresh(context.Background()) }
	recovery := func(h fixture) (layers.Report, error) {
		return h.Recover(context.Background(), nil)
	}
	destroy := func(h fixture) (layers.Report, error) { return h.Destroy(context.Background()) }
	cases := map[string]struct {
		do     run
		fails  string
		want   string
		resume string
		did    []string
	}{
		"refresh cannot see": {refresh, "exists compute", "refresh compute: gone wrong", "make refresh-all ENV=dev",
			[]string{"refresh foundation"}},
		"refresh fails": {refresh, "refresh compute", "refresh compute: gone wrong", "make refresh-all ENV=dev",
			[]string{"refresh foundation", "refresh compute"}},
		"recover cannot see": {recovery, "exists compute", "recover compute: gone wrong", "make recover ENV=dev",
			[]string{"unlock foundation", "refresh foundation", "unlock compute"}},
		"recover cannot unlock": {recovery, "unlock compute", "recover compute: gone wrong", "make recover ENV=dev",
			[]string{"unlock foundation", "refresh foundation", "unlock compute"}},
		"recover cannot forget": {recovery, "pending compute", "recover compute: gone wrong", "make recover ENV=dev",
			[]string{"unlock foundation", "refresh foundation", "unlock compute"}},
		"recover cannot refresh": {recovery, "refresh compute", "recover compute: gone wrong", "make recover ENV=dev",
			[]string{"unlock foundation", "refresh foundation", "unlock compute", "refresh compute"}},
		"destroy cannot see": {destroy, "exists compute", "destroy compute: gone wrong", "make destroy-all ENV=dev",
			[]string{"destroy delivery", "remove delivery"}},
		"destroy fails": {destroy, "destroy compute", "destroy compute: gone wrong", "make destroy-all ENV=dev",
			[]string{"destroy delivery", "remove delivery", "destroy compute"}},
		"destroy cannot read what depends": {destroy, "state delivery", "destroy compute: gone wrong",
			"make destroy-all ENV=dev", []string{"destroy delivery", "remove delivery"}},
		"destroy cannot remove the stack": {destroy, "remove delivery", "destroy delivery: gone wrong",
			"make destroy-all ENV=dev", []string{"destroy delivery", "remove delivery"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := deployed(t)
			h.fail[c.fails] = errors.New("gone wrong")
			report, err := c.do(h)
			require.EqualError(t, err, c.want)
			assert.Equal(t, c.resume, report.Resume)
			assert.Equal(t, c.did, h.log)
			require.Len(t, report.Outcomes, 3)
			failed := 0
			for i, o := range report.Outcomes {
				if o.Status == layers.Failed {
					failed++
					for _, rest := range report.Outcomes[i+1:] {
						assert.Equal(t, layers.Waiting, rest.Status, rest.Layer)
					}
				}
			}
			assert.Equal(t, 1, failed)
		})
	}
}

func TestAPreviewThatCannotBeginLeavesNoDraft(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	h.fail["draft compute"] = errors.New("gone wrong")
	report, err := h.Preview(t.Context())
	require.EqualError(t, err, "gone wrong")
	assert.Empty(t, report.Outcomes)
	assert.Equal(t, []string{"draft foundation", "draft compute", "discard foundation"}, h.log)
}

func TestAPreviewThatCannotCleanUpSaysSoAsWell(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	h.fail["preview foundation"] = errors.New("no such service")
	h.fail["discard compute"] = errors.New("access denied")
	_, err := h.Preview(t.Context())
	require.EqualError(t, err, "preview foundation: no such service\naccess denied")
}

func TestOneLayerIsResumedAlone(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	h.fail["refresh compute"] = errors.New("gone wrong")
	report, err := h.Refresh(t.Context(), "compute")
	require.EqualError(t, err, "refresh compute: gone wrong")
	assert.Equal(t, "make refresh LAYER=compute ENV=dev", report.Resume)
	assert.Equal(t, []string{"compute: failed"}, statuses(report))
}

func TestWhatCannotBeReadIsAnErrorOfWhoReadsIt(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	h.fail["outputs delivery"] = errors.New("no passphrase")
	_, err := h.Outputs(t.Context())
	require.EqualError(t, err, "no passphrase")
	h.fail["state compute"] = errors.New("no such bucket")
	_, err = h.Held(t.Context())
	require.EqualError(t, err, "no such bucket")
	held, err := h.Held(t.Context(), "foundation")
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"foundation": 1}, held, "the component does not count")
}
