package engine_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/langhost"
)

// The test's own file is the process of the program that crashes as well.
func TestMain(m *testing.M) {
	if os.Getenv("SERVE_PROGRAMS") != "" {
		langhost.Serve(map[string]langhost.Layer{"crashed": {Program: crashing}})
		return
	}
	if err := os.Setenv("SERVE_PROGRAMS", "1"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// crashing panics where nothing of ours can recover it.
func crashing(ctx *pulumi.Context) error {
	var first pulumi.CustomResourceState
	if err := ctx.RegisterResource("test:index:Thing", "first", nil, &first); err != nil {
		return err
	}
	first.URN().ApplyT(func(pulumi.URN) int { panic("index out of range") })
	return nil
}

func TestAProgramThatCrashesLeavesAStateToGoOnFrom(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	require.NoError(t, err)
	var talk bytes.Buffer
	command := langhost.NewCommand(self, &talk)
	p := &provider{}
	f := newFixture(t, "crashed", p, nil)
	s := f.stack(t, nil) // creates the stack
	crashed, err := f.Stack(t.Context(), engine.Project{Dir: f.dir, Runtime: command.Runtime}, "dev")
	require.NoError(t, err)
	_, err = crashed.Up(t.Context(), ignore)
	require.ErrorContains(t, err, "update crashed/dev:\n  error reading from server")
	require.ErrorContains(t, command.Close(), "exit status 2")
	assert.Contains(t, talk.String(), "panic: index out of range")
	state, err := s.State(t.Context())
	require.NoError(t, err)
	assert.Zero(t, state.Pending)
	assert.Equal(t, []string{"create first"}, p.done())

	resumed, err := f.stack(t, func(ctx *pulumi.Context) error {
		if err := thing(ctx, "first", nil); err != nil {
			return err
		}
		return thing(ctx, "second", nil)
	}).Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, engine.Changes{Created: 1, Unchanged: 2}, resumed.Changes)
}
