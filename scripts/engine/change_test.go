package engine_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/langhost"
)

func TestWhatChangesIsUpdatedAndWhatIsGoneIsDeleted(t *testing.T) {
	t.Parallel()
	p := &provider{}
	f := newFixture(t, "changing", p, nil)
	_, err := f.stack(t, twoThings).Up(t.Context(), ignore)
	require.NoError(t, err)

	changed := f.stack(t, func(ctx *pulumi.Context) error {
		return thing(ctx, "first", pulumi.Map{"size": pulumi.Int(2)})
	})
	preview, err := changed.Preview(t.Context(), ignore)
	require.NoError(t, err)
	want := engine.Changes{
		Updated:   1,
		Deleted:   1,
		Unchanged: 1,
	}
	assert.Equal(t, want, preview.Changes)
	before := len(p.done())
	up, err := changed.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, want, up.Changes)
	assert.Positive(t, up.Duration)
	assert.ElementsMatch(t, []string{"update first", "delete second"}, p.done()[before:])
	outputs, err := changed.Outputs(t.Context())
	require.NoError(t, err)
	assert.Empty(t, outputs, "an output that the program no longer exports")
}

func TestAnImportPutsAnEarlierStateBack(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "restored", &provider{}, nil)
	s := f.stack(t, twoThings)
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	saved, err := s.Export(t.Context())
	require.NoError(t, err)
	_, err = s.Destroy(t.Context(), ignore)
	require.NoError(t, err)
	empty, err := s.State(t.Context())
	require.NoError(t, err)
	require.Empty(t, empty.Resources)

	require.NoError(t, s.Import(t.Context(), saved))
	outputs, err := s.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"greeting": "hello"}, outputs)
	again, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Unchanged: 3}, again.Changes)

	require.EqualError(t, s.Import(t.Context(), []byte("{")), "decode state: unexpected end of JSON input")
	absent, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, "prod")
	require.NoError(t, err)
	require.EqualError(t, absent.Import(t.Context(), saved), "stack restored/prod was never deployed")
}

func TestNothingOfAStackThatIsNotThereIsPending(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "nowhere", nil, nil)
	s, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, "dev")
	require.NoError(t, err)
	pending, err := s.PendingCreates(t.Context())
	require.NoError(t, err)
	assert.Empty(t, pending)
	require.NoError(t, s.ForgetPendingCreates(t.Context()))
	require.NoError(t, s.Settled(t.Context()))
	require.NoError(t, s.Whole(t.Context()))
	exported, err := s.Export(t.Context())
	require.NoError(t, err)
	assert.Nil(t, exported)
	exists, err := s.Exists(t.Context())
	require.NoError(t, err)
	assert.False(t, exists)
	assert.Equal(t, "nowhere/dev", s.String())
}

func TestAStackIsCreatedOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "once", nil, nil)
	s := f.stack(t, twoThings)
	require.ErrorContains(t, s.Create(t.Context()), "create stack once/dev: stack 'organization/once/dev' already exists")
}

func TestTwoEnvironmentsOfAProjectShareNothing(t *testing.T) {
	t.Parallel()
	p := &provider{}
	f := newFixture(t, "pair", p, nil)
	_, err := f.stack(t, twoThings).Up(t.Context(), ignore)
	require.NoError(t, err)
	other, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, "prod")
	require.NoError(t, err)
	exists, err := other.Exists(t.Context())
	require.NoError(t, err)
	assert.False(t, exists)
	outputs, err := other.Outputs(t.Context())
	require.NoError(t, err)
	assert.Empty(t, outputs)
}

func TestAProjectThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "faulty", nil, nil)
	_, err := f.Stack(t.Context(), engine.Project{Dir: filepath.Join(f.dir, "none")}, "dev")
	require.ErrorContains(t, err, "read project: ")
	file := filepath.Join(f.dir, "Pulumi.dev.yaml")
	require.NoError(t, os.WriteFile(file, []byte("config: ["), 0o600))
	_, err = f.Stack(t.Context(), engine.Project{Dir: f.dir}, "dev")
	require.ErrorContains(t, err, "read "+file+": ")
	_, err = f.Stack(t.Context(), engine.Project{Dir: f.dir}, "not a name")
	require.ErrorContains(t, err, "name stack organization/faulty/not a name: ")
}

func TestARuntimeThatCannotStartStopsTheOperation(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "still", nil, nil)
	require.EqualError(t, f.stack(t, nil).Set("still:a", func() {}), "encode still:a: json: unsupported type: func()")
	s, err := f.Stack(t.Context(), engine.Project{Dir: f.dir, Runtime: func() (string, error) {
		return "", errors.New("start programs: no such file")
	}}, "dev")
	require.NoError(t, err)
	_, err = s.Up(t.Context(), ignore)
	require.EqualError(t, err, "start programs: no such file")
}

func TestAProviderThatIsNotAttachedIsAnErrorOfTheOperation(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "detached", nil, func(o *engine.Options) { o.Attach = map[string]int{"test": 1} })
	s := f.stack(t, func(ctx *pulumi.Context) error { return thing(ctx, "only", nil) })
	_, err := s.Up(t.Context(), ignore)
	require.ErrorContains(t, err, "attach provider test: ")
}

func TestEncryptedConfigurationIsReadWithThePassphrase(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "sealed", nil, nil)
	file := filepath.Join(f.dir, "Pulumi.dev.yaml")
	require.NoError(t, os.WriteFile(file, []byte("encryptionsalt: "+emptySalt+
		"\nconfig:\n  sealed:open: plain\n  sealed:token:\n    secure: v1:bm90:cmVhbA==\n"), 0o600))
	host := langhost.NewHost(nil)
	s, err := f.Stack(t.Context(), engine.Project{Dir: f.dir, Runtime: host.Runtime}, "dev")
	require.NoError(t, err)
	_, err = s.Config(t.Context())
	require.ErrorContains(t, err, "read sealed:token of "+file+": ")

	locked := newFixture(t, "sealed", nil, func(o *engine.Options) {
		o.Passphrases = func() ([]string, error) { return []string{"wrong"}, nil }
	})
	salt, err := engine.NewSalt("right")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(locked.dir, "Pulumi.dev.yaml"), []byte("encryptionsalt: "+salt+
		"\nconfig:\n  sealed:token:\n    secure: v1:bm90:cmVhbA==\n"), 0o600))
	s, err = locked.Stack(t.Context(), engine.Project{Dir: locked.dir, Runtime: host.Runtime}, "dev")
	require.NoError(t, err)
	_, err = s.Config(t.Context())
	require.ErrorIs(t, err, engine.ErrPassphrase)
}
