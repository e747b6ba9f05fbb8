package engine_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/langhost"
)

// files are those of the folder, by their path in it.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var all []string
	require.NoError(t, filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, strings.TrimPrefix(path, folder+"/"))
		}
		return err
	}))
	return all
}

func TestDraft(t *testing.T) {
	t.Parallel()
	open := func(t *testing.T, f fixture, run pulumi.RunFunc) *engine.Stack {
		host := langhost.NewHost(map[string]langhost.Layer{f.name: {Program: run}})
		s, err := f.Stack(t.Context(), engine.Project{Dir: f.dir, Runtime: host.Runtime}, "dev")
		require.NoError(t, err)
		return s
	}
	t.Run("is previewed and leaves nothing", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "planned", &provider{}, nil)
		s := open(t, f, onlyOne)
		before := files(t, f.state)
		discard, err := s.Draft(t.Context())
		require.NoError(t, err)
		plan, err := s.Preview(t.Context(), ignore)
		require.NoError(t, err)
		assert.Equal(t, engine.Changes{Created: 2}, plan.Changes)
		assert.Equal(t, before, files(t, f.state))
		exists, err := s.Exists(t.Context())
		require.NoError(t, err)
		assert.False(t, exists)
		require.NoError(t, discard(t.Context()))
		_, err = s.Preview(t.Context(), ignore)
		require.EqualError(t, err, "stack planned/dev was never deployed")
	})
	t.Run("is in nobody's way, and sees what others do", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "beside", &provider{}, nil)
		s := open(t, f, onlyOne)
		_, err := s.Draft(t.Context())
		require.NoError(t, err)
		other := open(t, f, onlyOne)
		require.NoError(t, other.Create(t.Context()))
		_, err = other.Up(t.Context(), ignore)
		require.NoError(t, err)
		again, err := s.Draft(t.Context())
		require.NoError(t, err)
		require.NoError(t, again(t.Context()))
		exists, err := s.Exists(t.Context())
		require.NoError(t, err)
		assert.True(t, exists)
	})
	t.Run("is not needed if the stack is there", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "there", &provider{}, nil)
		s := f.stack(t, onlyOne)
		_, err := s.Up(t.Context(), ignore)
		require.NoError(t, err)
		discard, err := s.Draft(t.Context())
		require.NoError(t, err)
		plan, err := s.Preview(t.Context(), ignore)
		require.NoError(t, err)
		assert.Equal(t, engine.Changes{Unchanged: 2}, plan.Changes)
		require.NoError(t, discard(t.Context()))
		exists, err := s.Exists(t.Context())
		require.NoError(t, err)
		assert.True(t, exists)
	})
}
