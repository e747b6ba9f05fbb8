package engine_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

func TestStateListsResourcesWithoutTheStackItself(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "listed", &provider{}, nil)
	s := f.stack(t, func(ctx *pulumi.Context) error { return thing(ctx, "only", nil) })
	empty, err := s.State(t.Context())
	require.NoError(t, err)
	assert.Empty(t, empty.Resources)

	_, err = s.Up(t.Context(), ignore)
	require.NoError(t, err)
	state, err := s.State(t.Context())
	require.NoError(t, err)
	var custom []engine.Resource
	for _, r := range state.Resources {
		if r.Custom && r.Type == "test:index:Thing" {
			custom = append(custom, r)
		}
	}
	assert.Equal(t, []engine.Resource{{
		URN:    "urn:pulumi:dev::listed::test:index:Thing::only",
		Type:   "test:index:Thing",
		ID:     "id-only",
		Custom: true,
	}}, custom)
}

func TestStill(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "still", &provider{}, nil)
	program := func(ctx *pulumi.Context) error { return thing(ctx, "only", nil) }
	s, looks := f.stack(t, program), f.stack(t, program)
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	looks.Still()
	before, err := looks.Export(t.Context())
	require.NoError(t, err)
	_, err = s.Destroy(t.Context(), ignore)
	require.NoError(t, err)
	after, err := looks.Export(t.Context())
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after), "read once")
	now, err := s.Export(t.Context())
	require.NoError(t, err)
	assert.NotEqual(t, string(before), string(now))
}

func TestAStackThatIsNotThereHasNoStateAndNoOutputs(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "absent", nil, nil)
	s, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, "dev")
	require.NoError(t, err)
	state, err := s.State(t.Context())
	require.NoError(t, err)
	assert.Equal(t, engine.State{}, state)
	outputs, err := s.Outputs(t.Context())
	require.NoError(t, err)
	assert.Empty(t, outputs)
	require.NoError(t, s.Remove(t.Context()))
	_, err = s.Up(t.Context(), ignore)
	assert.EqualError(t, err, "stack absent/dev was never deployed")
}

func TestSecretOutputsAreNotShown(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "quiet", nil, nil)
	s := f.stack(t, func(ctx *pulumi.Context) error {
		ctx.Export("token", pulumi.ToSecret("hush"))
		ctx.Export("place", pulumi.String("here"))
		return nil
	})
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	outputs, err := s.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"token": "[secret]", "place": "here"}, outputs)
	assert.Equal(t, "organization/quiet/"+strings.Split(s.String(), "/")[1], s.Reference("quiet"))
	assert.Equal(t, "acme/quiet/dev", s.Reference("acme/quiet/dev"))
	another, err := s.Another(t.Context(), s.Reference("quiet"))
	require.NoError(t, err)
	assert.Equal(t, outputs, another, "nor by their stack's name")
	another, err = s.Another(t.Context(), s.Reference("loud"))
	require.NoError(t, err)
	assert.Nil(t, another)
	_, err = s.Another(t.Context(), "a/b/c/d")
	require.ErrorContains(t, err, "name stack a/b/c/d: ")
	exported, err := s.Export(t.Context())
	require.NoError(t, err)
	assert.NotContains(t, string(exported), "hush", "the state holds it encrypted")
}

func TestRemoveRefusesAStackThatHoldsResources(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "held", &provider{}, nil)
	s := f.stack(t, func(ctx *pulumi.Context) error { return thing(ctx, "only", nil) })
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.EqualError(t, s.Remove(t.Context()),
		"remove stack held/dev: refusing to remove stack because it still contains resources")
}

func TestStateIsOneFileWithoutSidecars(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "single", &provider{}, nil)
	s := f.stack(t, func(ctx *pulumi.Context) error { return thing(ctx, "only", nil) })
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.FileExists(t, filepath.Join(f.state, ".pulumi", "stacks", "single", "dev.json"))
	require.NoError(t, filepath.WalkDir(f.state, func(path string, _ fs.DirEntry, err error) error {
		assert.NotEqual(t, ".attrs", filepath.Ext(path), "a kill can leave it empty, and then the state cannot be read")
		return err
	}))
}

// A file that was not written for a while is read once, and again as soon as it is written.
func TestAStateThatSomebodyElseWritesIsReadAnew(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "shared", &provider{}, nil)
	s := f.stack(t, twoThings)
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	file := filepath.Join(f.state, ".pulumi", "stacks", "shared", "dev.json")
	long := time.Now().Add(-time.Hour)
	require.NoError(t, os.Chtimes(file, long, long))
	named := func() string {
		state, err := s.State(t.Context())
		require.NoError(t, err)
		var all []string
		for _, r := range state.Resources {
			all = append(all, r.URN)
		}
		return strings.Join(all, " ")
	}
	for range 2 {
		assert.Contains(t, named(), "::second")
	}
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, bytes.ReplaceAll(content, []byte("::second"), []byte("::twenty")), 0o600))
	assert.Contains(t, named(), "::twenty")
}
