package engine_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

// in lists the fixture's files of one kind.
func (f fixture) in(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(f.state, ".pulumi", pattern))
	require.NoError(t, err)
	return found
}

func TestAnOperationThatChangesNothingLeavesTheStateAsItIs(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "idle", &provider{}, nil)
	s := f.stack(t, func(ctx *pulumi.Context) error {
		ctx.Export("hidden", pulumi.ToSecret(pulumi.String("hush")))
		return twoThings(ctx)
	})
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	file := f.in(t, "stacks/idle/dev.json")[0]
	before, err := os.Stat(file)
	require.NoError(t, err)
	for range 2 {
		again, err := s.Up(t.Context(), ignore)
		require.NoError(t, err)
		assert.Equal(t, engine.Changes{Unchanged: 3}, again.Changes)
	}
	after, err := os.Stat(file)
	require.NoError(t, err)
	assert.True(t, os.SameFile(before, after), "a save would have put another file in its place")
	assert.Len(t, f.in(t, "history/idle/*/*.history.json"), 3, "that it was done is kept")
	assert.Len(t, f.in(t, "history/idle/*/*.checkpoint.json"), 1)
	assert.Len(t, f.in(t, "backups/idle/*/*"), 1)
}

// Not parallel: the compression is said to the whole process.
func TestAStateIsWrittenInTheCompressionThatIsAskedFor(t *testing.T) {
	f := newFixture(t, "small", &provider{}, nil)
	up := func(size int) {
		t.Helper()
		_, err := f.stack(t, func(ctx *pulumi.Context) error {
			return thing(ctx, "only", pulumi.Map{"size": pulumi.Int(size)})
		}).Up(t.Context(), ignore)
		require.NoError(t, err)
		require.NoError(t, f.stack(t, nil).Whole(t.Context()))
	}
	up(1)
	for size, c := range []struct{ set, ext string }{
		{"PULUMI_DIY_BACKEND_GZIP", ".gz"},
		{"PULUMI_DIY_BACKEND_ZSTD", ".zst"},
	} {
		t.Setenv(c.set, "true")
		up(size + 2)
		assert.Len(t, f.in(t, "stacks/small/dev.json"+c.ext), 1)
		assert.Empty(t, f.in(t, "stacks/small/dev.json"), "two states would contradict each other")
		up(size + 2)
		require.NoError(t, os.Unsetenv(c.set))
		up(size + 12)
		assert.Empty(t, f.in(t, "stacks/small/dev.json"+c.ext))
		assert.Len(t, f.in(t, "stacks/small/dev.json"), 1)
	}
	t.Setenv("PULUMI_DIY_BACKEND_GZIP", "true")
	t.Setenv("PULUMI_DIY_BACKEND_ZSTD", "true")
	_, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, "dev")
	require.ErrorContains(t, err, "cannot both be enabled")
}
