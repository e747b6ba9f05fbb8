package engine_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

// pending adds an operation that a process died in to an export.
func pending(t *testing.T, exported []byte, kind, name string) []byte {
	t.Helper()
	var whole map[string]any
	require.NoError(t, json.Unmarshal(exported, &whole))
	deployment := whole["deployment"].(map[string]any)
	resource := map[string]any{
		"urn":    "urn:pulumi:dev::killed::test:index:Thing::" + name,
		"type":   "test:index:Thing",
		"custom": true,
		"inputs": map[string]any{},
	}
	if kind != "creating" {
		resource["id"] = "id-" + name
	}
	old, _ := deployment["pending_operations"].([]any)
	deployment["pending_operations"] = append(old, map[string]any{"type": kind, "resource": resource})
	edited, err := json.Marshal(whole)
	require.NoError(t, err)
	return edited
}

func onlyOne(ctx *pulumi.Context) error { return thing(ctx, "only", nil) }

// cut is a deployed stack whose state lists operations that nobody saw the end of.
func cut(t *testing.T) *engine.Stack {
	t.Helper()
	s := newFixture(t, "killed", &provider{}, nil).stack(t, onlyOne)
	_, err := s.Up(t.Context(), ignore)
	require.NoError(t, err)
	exported, err := s.Export(t.Context())
	require.NoError(t, err)
	broken := pending(t, pending(t, pending(t, exported, "creating", "lost"), "creating", "only"), "updating", "only")
	require.NoError(t, s.Import(t.Context(), broken))
	return s
}

func TestPendingCreates(t *testing.T) {
	t.Parallel()
	s := cut(t)
	creations, err := s.PendingCreates(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []engine.Unfinished{
		{URN: "urn:pulumi:dev::killed::test:index:Thing::lost"},
		{URN: "urn:pulumi:dev::killed::test:index:Thing::only", Held: []string{"id-only"}},
	}, creations)
	state, err := s.State(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 3, state.Pending, "to look at them forgets none")

	require.NoError(t, s.ForgetPendingCreates(t.Context()))
	creations, err = s.PendingCreates(t.Context())
	require.NoError(t, err)
	assert.Empty(t, creations)
	state, err = s.State(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 1, state.Pending, "a refresh finds out about the rest")
	_, err = s.Refresh(t.Context(), ignore)
	require.NoError(t, err)
	require.NoError(t, s.Settled(t.Context()))
	_, err = s.Up(t.Context(), ignore)
	require.NoError(t, err)
}

func TestSettled(t *testing.T) {
	t.Parallel()
	s := cut(t)
	require.EqualError(t, s.Settled(t.Context()),
		"a run on killed/dev was cut off: it is not known whether 3 of its operations happened")
	var unsettled *engine.UnsettledError
	require.ErrorAs(t, s.Settled(t.Context()), &unsettled)
}

// lock puts a lock on the fixture's stack dev, as a run does that is killed then.
func (f fixture) lock(t *testing.T, content string) {
	t.Helper()
	folder := filepath.Join(f.state, ".pulumi", "locks", "organization", f.name, "dev")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "a.json"), []byte(content), 0o600))
}

func TestLock(t *testing.T) {
	t.Parallel()
	const ann = `{"pid": 7, "username": "ann", "hostname": "box", "timestamp": "2030-01-02T03:04:05Z"}`
	t.Run("of a stack that is not there is one of create as well, and is taken away", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "leftover", nil, nil)
		f.lock(t, ann)
		s, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, "dev")
		require.NoError(t, err)
		held := &engine.LockedError{Stack: "leftover/dev", Holder: "ann@box (pid 7) at 2030-01-02T03:04:05Z"}
		assert.Equal(t, held, s.Create(t.Context()))
		assert.Equal(t, held, s.Free(t.Context()))
		assert.Equal(t, held, s.Settled(t.Context()))
		require.NoError(t, s.Unlock(t.Context()))
		require.NoError(t, s.Free(t.Context()))
		require.NoError(t, s.Create(t.Context()))
	})
	t.Run("is one of every operation but a preview", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "held", &provider{}, nil)
		s := f.stack(t, onlyOne)
		_, err := s.Up(t.Context(), ignore)
		require.NoError(t, err)
		exported, err := s.Export(t.Context())
		require.NoError(t, err)
		f.lock(t, ann)
		_, up := s.Up(t.Context(), ignore)
		_, refresh := s.Refresh(t.Context(), ignore)
		_, destroy := s.Destroy(t.Context(), ignore)
		for name, err := range map[string]error{
			"up":      up,
			"refresh": refresh,
			"destroy": destroy,
			"import":  s.Import(t.Context(), exported),
			"remove":  s.Remove(t.Context()),
		} {
			var locked *engine.LockedError
			require.ErrorAs(t, err, &locked, name)
			assert.Equal(t, "ann@box (pid 7) at 2030-01-02T03:04:05Z", locked.Holder, name)
		}
		_, err = s.Preview(t.Context(), ignore)
		require.NoError(t, err)
	})
	t.Run("that was written half is a lock", func(t *testing.T) {
		t.Parallel()
		for _, content := range []string{"", "{", ann[:20], "null", "[]"} {
			f := newFixture(t, "half", &provider{}, nil)
			s := f.stack(t, onlyOne)
			f.lock(t, content)
			_, err := s.Up(t.Context(), ignore)
			assert.Equal(t, &engine.LockedError{Stack: "half/dev"}, err, content)
			require.NoError(t, s.Unlock(t.Context()))
			_, err = s.Up(t.Context(), ignore)
			require.NoError(t, err)
		}
	})
	t.Run("of another environment is no lock", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "pair", nil, nil)
		f.lock(t, ann)
		for _, env := range []string{"de", "dev2", "prod"} {
			s, err := f.Stack(t.Context(), engine.Project{Dir: f.dir}, env)
			require.NoError(t, err)
			require.NoError(t, s.Create(t.Context()), env)
		}
	})
}
