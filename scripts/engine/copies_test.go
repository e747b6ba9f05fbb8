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

func TestRestore(t *testing.T) {
	t.Parallel()
	// twice deployed: backups and history hold both ends, .bak what was before the last save.
	deployed := func(t *testing.T) (fixture, *engine.Stack, string) {
		f := newFixture(t, "cut", &provider{}, nil)
		_, err := f.stack(t, onlyOne).Up(t.Context(), ignore)
		require.NoError(t, err)
		s := f.stack(t, func(ctx *pulumi.Context) error {
			if err := onlyOne(ctx); err != nil {
				return err
			}
			return thing(ctx, "second", nil)
		})
		_, err = s.Up(t.Context(), ignore)
		require.NoError(t, err)
		return f, s, filepath.Join(f.state, ".pulumi", "stacks", "cut", "dev.json")
	}
	damage := func(t *testing.T, files ...string) {
		for _, file := range files {
			content, err := os.ReadFile(file)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(file, content[:len(content)/2], 0o600))
		}
	}
	glob := func(t *testing.T, f fixture, pattern string) []string {
		found, err := filepath.Glob(filepath.Join(f.state, ".pulumi", pattern))
		require.NoError(t, err)
		require.NotEmpty(t, found)
		return found
	}
	t.Run("puts the last copy in the place of a damaged state and keeps the damaged one", func(t *testing.T) {
		t.Parallel()
		for name, content := range map[string]string{
			"cut":           "",
			"empty":         " ",
			"null":          "null",
			"of no state":   "{}",
			"of a new kind": `{"version": 99}`,
		} {
			f, s, file := deployed(t)
			if content == "" {
				damage(t, file)
			} else {
				require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
			}
			var damaged *engine.DamagedError
			require.ErrorAs(t, s.Whole(t.Context()), &damaged, name)
			assert.Equal(t, file, damaged.File)
			last, err := s.Restore(t.Context())
			require.NoError(t, err, name)
			assert.Contains(t, last.File, filepath.Join(f.state, ".pulumi", "backups", "cut", "dev"), name)
			require.NoError(t, s.Whole(t.Context()))
			again, err := s.Up(t.Context(), ignore)
			require.NoError(t, err)
			assert.Equal(t, engine.Changes{Unchanged: 3}, again.Changes, name)
			assert.Len(t, glob(t, f, "backups/cut/dev/*.damaged"), 1)
		}
	})
	t.Run("takes what is whole of the copies, the last first", func(t *testing.T) {
		t.Parallel()
		f, s, file := deployed(t)
		damage(t, append(glob(t, f, "backups/cut/dev/*"), file)...)
		last, err := s.Restore(t.Context())
		require.NoError(t, err)
		assert.Contains(t, last.File, ".checkpoint.json")
		damage(t, append(glob(t, f, "history/cut/dev/*.checkpoint.json"), file)...)
		last, err = s.Restore(t.Context())
		require.NoError(t, err)
		assert.Equal(t, file+".bak", last.File)
		damage(t, file, file+".bak")
		_, err = s.Restore(t.Context())
		require.ErrorContains(t, err, "the state of cut/dev is damaged: "+file+": ")
		require.ErrorContains(t, err, "No copy of it is whole: none beside it, in "+
			filepath.Join(f.state, ".pulumi", "backups", "cut", "dev"))
	})
	t.Run("knows a stack that was created and never deployed", func(t *testing.T) {
		t.Parallel()
		s := newFixture(t, "new", nil, nil).stack(t, nil)
		require.NoError(t, s.Whole(t.Context()))
		require.NoError(t, s.Settled(t.Context()))
	})
	t.Run("leaves a whole state alone", func(t *testing.T) {
		t.Parallel()
		_, s, file := deployed(t)
		before, err := os.ReadFile(file)
		require.NoError(t, err)
		last, err := s.Restore(t.Context())
		require.NoError(t, err)
		assert.Nil(t, last)
		after, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, before, after)
	})
}
