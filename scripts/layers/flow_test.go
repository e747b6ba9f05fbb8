package layers_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

// canceled waits until the layer is stopped.
func canceled(ctx context.Context) error {
	<-ctx.Done()
	return &engine.Error{
		Verb:     "update",
		Stack:    "slipway/dev",
		Canceled: true,
	}
}

func TestALayerBeginsOnceTheOutputsItReadsAreFinal(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{})
	h := newFixture(t, func(l map[string]*layers.Layer) {
		l["delivery"].Before = func(context.Context) error {
			close(begun)
			return nil
		}
	})
	h.stacks["foundation"].late = func(context.Context) error {
		<-begun // would wait for ever if delivery waited for its end
		return nil
	}
	report, err := h.Deploy(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"foundation: done", "compute: done", "delivery: done"}, statuses(report), "in order")
	assert.Less(t, indexOf(h.heard.heard, "delivery create delivery"), indexOf(h.heard.heard, "foundation done"))
}

func TestALayerIsStoppedWhenOneThatItNeedsFailsBesideIt(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{})
	h := newFixture(t, nil)
	h.stacks["foundation"].late = func(context.Context) error {
		<-begun
		return errors.New("AccessDenied")
	}
	h.stacks["compute"].late = func(ctx context.Context) error {
		close(begun)
		return canceled(ctx)
	}
	h.stacks["delivery"].late = canceled
	report, err := h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy foundation: AccessDenied", "the others were stopped, and are at fault for nothing")
	assert.Equal(t, []string{"foundation: failed", "compute: stopped"}, statuses(report)[:2])
	assert.Equal(t, "make deploy-all ENV=dev", report.Resume)
}

func TestWhatIsNotOnlyStoppedIsTold(t *testing.T) {
	t.Parallel()
	for reason, its := range map[string]error{
		"it fails as well": errors.New("Throttling"),
		"its state is not saved": &engine.Error{
			Verb:     "update",
			Stack:    "slipway-compute/dev",
			Faults:   []engine.Event{{Message: "disk full"}},
			Canceled: true,
			Unsaved:  true,
		},
	} {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			begun := make(chan struct{})
			h := newFixture(t, nil)
			h.stacks["foundation"].late = func(context.Context) error {
				<-begun
				return errors.New("AccessDenied")
			}
			h.stacks["compute"].late = func(ctx context.Context) error {
				close(begun)
				<-ctx.Done()
				return its
			}
			h.fail["exists delivery"] = context.Canceled // if it begins at all
			report, err := h.Deploy(t.Context())
			assert.ErrorContains(t, err, "deploy foundation: AccessDenied")
			assert.ErrorContains(t, err, "deploy compute: "+its.Error())
			assert.Equal(t, []string{"foundation: failed", "compute: failed"}, statuses(report)[:2])
		})
	}
}

func TestAFailureStopsNoLayerThatDoesNotNeedIt(t *testing.T) {
	t.Parallel()
	failed := make(chan struct{})
	h := newFixture(t, func(l map[string]*layers.Layer) {
		l["compute"].Before = func(context.Context) error {
			defer close(failed)
			return errors.New("no image")
		}
	})
	h.stacks["foundation"].late = func(ctx context.Context) error {
		<-failed
		return ctx.Err()
	}
	report, err := h.Deploy(t.Context())
	assert.EqualError(t, err, "deploy compute: no image")
	assert.Equal(t, []string{"foundation: done", "compute: failed", "delivery: not started"}, statuses(report))
}

func TestWhatAPersonStopsBeforeItBeginsIsNotStarted(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	h := newFixture(t, func(l map[string]*layers.Layer) {
		l["compute"].After = func(context.Context) error {
			stop()
			return nil
		}
	})
	report, err := h.Deploy(ctx)
	assert.EqualError(t, err, "deploy delivery: context canceled")
	assert.Equal(t, []string{"foundation: done", "compute: done", "delivery: not started"}, statuses(report))
	assert.Equal(t, "make deploy-all ENV=dev", report.Resume)
}

func indexOf(all []string, line string) int {
	for i, l := range all {
		if l == line {
			return i
		}
	}
	return -1
}
