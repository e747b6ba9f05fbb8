package layers_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

func TestDeployReportsEveryFaultOfEveryLayerBeforeAnythingChanges(t *testing.T) {
	t.Parallel()
	h := newFixture(t, func(l map[string]*layers.Layer) {
		l["foundation"].Check = func(context.Context) error { return errors.New("email is bad") }
		l["delivery"].Check = func(context.Context) error { return errors.New("branch is bad") }
	})
	_, err := h.Deploy(t.Context())
	assert.EqualError(t, err, "email is bad\nbranch is bad")
	assert.Empty(t, h.log)
	_, err = h.Preview(t.Context())
	assert.EqualError(t, err, "email is bad\nbranch is bad")
	assert.Empty(t, h.log)
}

func TestALayerIsNotDeployedBeforeTheLayersItNeeds(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	_, err := h.Deploy(t.Context(), "compute")
	assert.EqualError(t, err,
		"compute needs the outputs of foundation, which is not deployed in dev; run `make deploy LAYER=foundation ENV=dev`")
	assert.Empty(t, h.log)
}

func TestALayerNobodyKnowsIsRefused(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	_, err := h.Deploy(t.Context(), "network")
	assert.EqualError(t, err, `LAYER is "network": one of foundation, compute, delivery`)
	_, err = h.Deploy(t.Context(), "")
	assert.EqualError(t, err, "LAYER is missing: one of foundation, compute, delivery")
}

func TestALockedLayerNamesTheCommandThatUnlocksIt(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	h.fail["up foundation"] = &engine.LockedError{Stack: "slipway-foundation/dev", Holder: "ann@box (pid 1) at noon"}
	report, err := h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy foundation: slipway-foundation/dev is locked by a run of ann@box (pid 1) at noon: "+
		"wait for it to end; if it is dead, run `make recover ENV=dev`")
	assert.Empty(t, report.Resume)
}

func TestAfterARunThatWasEndedAtOnceComesRecovery(t *testing.T) {
	t.Parallel()
	h := newFixture(t, nil)
	h.fail["up compute"] = &engine.Error{
		Verb:       "update",
		Stack:      "slipway-compute/dev",
		Terminated: true,
	}
	_, err := h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy compute: update slipway-compute/dev: stopped at once; "+
		"it is not known whether what was under way has happened; before anything else, run `make recover ENV=dev`")
}

func TestEveryErrorOfAStackEndsTheDeploy(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"exists", "create"} {
		h := newFixture(t, nil)
		h.fail[verb+" foundation"] = errors.New("no route")
		_, err := h.Deploy(t.Context())
		assert.EqualError(t, err, "deploy foundation: no route", verb)
	}
	h := deployed(t)
	h.fail["state foundation"] = errors.New("no route")
	_, err := h.Deploy(t.Context(), "compute")
	assert.EqualError(t, err, "no route")
}
