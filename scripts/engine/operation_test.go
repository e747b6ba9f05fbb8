package engine_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

// two things, the second after the first, and an output.
func twoThings(ctx *pulumi.Context) error {
	if err := thing(ctx, "first", pulumi.Map{"size": pulumi.Int(1)}); err != nil {
		return err
	}
	ctx.Export("greeting", pulumi.String("hello"))
	return thing(ctx, "second", nil)
}

func TestALayerGoesThroughItsWholeLife(t *testing.T) {
	t.Parallel()
	p := &provider{}
	f := newFixture(t, "life", p, nil)
	s := f.stack(t, twoThings)

	preview, err := s.Preview(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Created: 3}, preview.Changes,
		"the stack itself counts, as it does for the pulumi command")
	assert.Empty(t, p.done(), "a preview touches nothing")

	up, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Created: 3}, up.Changes)
	assert.ElementsMatch(t, []string{"create first", "create second"}, p.done())

	again, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Unchanged: 3}, again.Changes)

	outputs, err := s.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"greeting": "hello"}, outputs)

	refresh, err := s.Refresh(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Unchanged: 3}, refresh.Changes)

	destroy, err := s.Destroy(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, 3, destroy.Changes.Deleted)

	require.NoError(t, s.Remove(t.Context()))
	exists, err := s.Exists(t.Context())
	require.NoError(t, err)
	assert.False(t, exists)
}

func TestWhatAProgramOnlyReadsIsNeitherCreatedNorDeleted(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "reading", &provider{}, nil)
	s := f.stack(t, func(ctx *pulumi.Context) error {
		var other pulumi.CustomResourceState
		if err := ctx.ReadResource("test:index:Thing", "other", pulumi.ID("id-other"), nil, &other); err != nil {
			return err
		}
		return thing(ctx, "own", nil)
	})
	up, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, 2, up.Changes.Created)
	destroy, err := s.Destroy(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Deleted: 2}, destroy.Changes)
}

func TestEventsTellWhatIsWorkedOn(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "events", &provider{}, nil)
	s := f.stack(t, func(ctx *pulumi.Context) error { return thing(ctx, "only", nil) })
	var seen []engine.Event
	_, err := s.Up(t.Context(), func(e engine.Event) {
		if e.Name == "only" {
			seen = append(seen, e)
		}
	})
	require.NoError(t, err)
	assert.Equal(t, []engine.Event{
		{
			Kind: engine.Started,
			Op:   "create",
			Type: "test:index:Thing",
			Name: "only",
		},
		{
			Kind: engine.Finished,
			Op:   "create",
			Type: "test:index:Thing",
			Name: "only",
		},
	}, seen)
}

func TestARefusedResourceIsNamedWithTheReason(t *testing.T) {
	t.Parallel()
	p := &provider{refuse: map[string]string{"second": "BucketAlreadyExists: taken"}}
	f := newFixture(t, "refused", p, nil)
	s := f.stack(t, twoThings)
	_, err := s.Up(t.Context(), ignore)
	var failed *engine.Error
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, "update", failed.Verb)
	assert.False(t, failed.Canceled)
	assert.Contains(t, err.Error(), "second (test:index:Thing): ")
	assert.Contains(t, err.Error(), "BucketAlreadyExists: taken")

	p.refuse = nil
	resumed, err := s.Up(t.Context(), ignore)
	require.NoError(t, err, "the next update goes on from where it stopped")
	assert.Equal(t, 1, resumed.Changes.Created)
}

func TestAProgramsErrorAndItsPanicAreTheLayersErrors(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "broken", nil, nil)
	_, err := f.stack(t, func(*pulumi.Context) error { return errors.New("no such service") }).Up(t.Context(), ignore)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "no such service")

	_, err = f.stack(t, func(*pulumi.Context) error { panic("index out of range") }).Up(t.Context(), ignore)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "program panicked: index out of range")
	assert.Contains(t, err.Error(), "operation_test.go", "the stack of the panic is part of the error")
}

func TestStoppingLetsWhatIsUnderWayFinishAndSavesIt(t *testing.T) {
	t.Parallel()
	const many = 50 // one after the other: a few may begin before the engine has heard
	p := &provider{holding: make(chan string, many), release: make(chan struct{})}
	f := newFixture(t, "stopped", p, nil)
	program := func(ctx *pulumi.Context) error {
		var before []pulumi.Resource
		for i := range many {
			var r pulumi.CustomResourceState
			if err := ctx.RegisterResource(
				"test:index:Thing", fmt.Sprint("thing-", i), nil, &r, pulumi.DependsOn(before),
			); err != nil {
				return err
			}
			before = []pulumi.Resource{&r}
		}
		return nil
	}
	s := f.stack(t, program)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		assert.Equal(t, "thing-0", <-p.holding)
		stop()
		close(p.release)
	}()
	_, err := s.Up(ctx, ignore)
	require.EqualError(t, err, "update stopped/dev: stopped as asked; what was under way has finished and is saved")

	state, err := s.State(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 0, state.Pending)
	done := len(p.done())
	assert.Positive(t, done, "what was under way has finished")
	assert.Less(t, done, many)

	p.holding = nil
	resumed, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Created: many - done, Unchanged: done + 1}, resumed.Changes)
}

func TestTerminatingDoesNotWait(t *testing.T) {
	t.Parallel()
	terminate := make(chan struct{})
	p := &provider{holding: make(chan string, 1), release: make(chan struct{})}
	t.Cleanup(func() { close(p.release) })
	f := newFixture(t, "ended", p, func(o *engine.Options) { o.Terminate = terminate })
	s := f.stack(t, func(ctx *pulumi.Context) error { return thing(ctx, "only", nil) })
	go func() {
		<-p.holding
		close(terminate)
	}()
	_, err := s.Up(t.Context(), ignore)
	require.EqualError(t, err,
		"update ended/dev: stopped at once; it is not known whether what was under way has happened")
	var failed *engine.Error
	require.ErrorAs(t, err, &failed)
	assert.True(t, failed.Terminated)
	state, err := s.State(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 1, state.Pending)
}

func TestACancelledContextStartsNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "never", nil, nil)
	ctx, stop := context.WithCancel(t.Context())
	s := f.stack(t, twoThings)
	stop()
	_, err := s.Up(ctx, ignore)
	assert.ErrorIs(t, err, context.Canceled)
	require.NoError(t, s.Remove(ctx), "the end of what was begun is no start")
	exists, err := s.Exists(t.Context())
	require.NoError(t, err)
	assert.False(t, exists)
	assert.ErrorIs(t, s.Create(ctx), context.Canceled)
	require.NoError(t, s.Create(t.Context()), "no lock is left")
}
