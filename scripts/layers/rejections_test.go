package layers_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

func TestALayerNobodyKnowsIsRejectedByEveryOperation(t *testing.T) {
	t.Parallel()
	h := deployed(t)
	for verb, do := range map[string]func() error{
		"deploy":  func() error { _, err := h.Deploy(t.Context(), "roof"); return err },
		"preview": func() error { _, err := h.Preview(t.Context(), "roof"); return err },
		"refresh": func() error { _, err := h.Refresh(t.Context(), "roof"); return err },
		"destroy": func() error { _, err := h.Destroy(t.Context(), "roof"); return err },
		"held":    func() error { _, err := h.Held(t.Context(), "roof"); return err },
		"check":   func() error { return h.Check(t.Context(), "roof") },
	} {
		err := do()
		var unknown *layers.UnknownError
		require.ErrorAs(t, err, &unknown, verb)
		require.EqualError(t, err, `LAYER is "roof": one of foundation, compute, delivery`)
	}
	assert.Empty(t, h.log)
}

func TestALockIsNamedByEveryOperationWithTheCommandThatRemovesIt(t *testing.T) {
	t.Parallel()
	locked := &engine.LockedError{Stack: "slipway-compute/dev", Holder: "ann@box (pid 7) at noon"}
	const hint = "slipway-compute/dev is locked by a run of ann@box (pid 7) at noon: wait for it to end; " +
		"if it is dead, run `make recover ENV=dev`"
	for verb, do := range map[string]func(fixture) (layers.Report, error){
		"deploy":  func(h fixture) (layers.Report, error) { return h.Deploy(context.Background()) },
		"preview": func(h fixture) (layers.Report, error) { return h.Preview(context.Background()) },
		"refresh": func(h fixture) (layers.Report, error) { return h.Refresh(context.Background()) },
		"destroy": func(h fixture) (layers.Report, error) { return h.Destroy(context.Background()) },
	} {
		t.Run(verb, func(t *testing.T) {
			t.Parallel()
			h := deployed(t)
			step := verb
			if verb == "deploy" {
				step = "up"
			}
			h.fail[step+" compute"] = locked
			report, err := do(h)
			require.EqualError(t, err, verb+" compute: "+hint)
			assert.Empty(t, report.Resume, "the hint names the command")
		})
	}
}

func TestAHintSaysWhenItsCommandIsTheRightOne(t *testing.T) {
	t.Parallel()
	assert.EqualError(t, &layers.Hint{Problem: "it is gone", Command: "make deploy"}, "it is gone; run `make deploy`")
	assert.EqualError(t, &layers.Hint{
		Problem: "it is locked",
		If:      "if nobody works on it",
		Command: "make recover",
	}, "it is locked; if nobody works on it, run `make recover`")
}
