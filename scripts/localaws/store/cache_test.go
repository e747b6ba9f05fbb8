package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const kind = "aws:iam/rolePolicy:RolePolicy"

// old makes a file as old as one that another process wrote a while ago.
func old(t *testing.T, file string) {
	t.Helper()
	then := time.Now().Add(-time.Minute).Truncate(time.Second)
	require.NoError(t, os.Chtimes(file, then, then))
}

func TestStoreReadsWhatIsThere(t *testing.T) {
	t.Parallel()
	put := func(t *testing.T, s *Store, key, value string) string {
		t.Helper()
		require.NoError(t, s.Put(Resource{
			Account: "1",
			Type:    kind,
			ID:      key,
			Outputs: map[string]any{"value": value, "list": []any{map[string]any{"in": value}}},
		}))
		return s.file("1", kind, key)
	}
	get := func(t *testing.T, s *Store, key string) Resource {
		t.Helper()
		r, found, err := s.Get("1", kind, key)
		require.NoError(t, err)
		require.True(t, found)
		return r
	}
	t.Run("after another process has replaced a file by one that looks like it", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		ours, theirs := Open(dir), Open(dir)
		old(t, put(t, ours, "r:p", "one"))
		for _, value := range []string{"two", "six", "ten"} {
			get(t, ours, "r:p")
			old(t, put(t, theirs, "r:p", value)) // as long, and of the same time
			assert.Equal(t, value, get(t, ours, "r:p").Outputs["value"])
		}
		require.NoError(t, theirs.Delete("1", kind, "r:p"))
		_, found, err := ours.Get("1", kind, "r:p")
		require.NoError(t, err)
		assert.False(t, found)
	})
	t.Run("not twice if it did not change", func(t *testing.T) {
		t.Parallel()
		s := Open(t.TempDir())
		file := put(t, s, "r:p", "one")
		get(t, s, "r:p")
		assert.Empty(t, s.read.files, "what was written this moment may be written again in it")
		old(t, file)
		get(t, s, "r:p")
		require.Contains(t, s.read.files, file)
		known := s.read.files[file]
		known.resource.Outputs["value"] = "known"
		assert.Equal(t, "known", get(t, s, "r:p").Outputs["value"])
	})
	t.Run("and gives everybody a copy of his own", func(t *testing.T) {
		t.Parallel()
		s := Open(t.TempDir())
		old(t, put(t, s, "r:p", "one"))
		for range 3 {
			r := get(t, s, "r:p")
			assert.Equal(t, map[string]any{"value": "one", "list": []any{map[string]any{"in": "one"}}}, r.Outputs)
			r.Outputs["value"] = "changed"
			r.Outputs["list"].([]any)[0].(map[string]any)["in"] = "changed"
		}
	})
	t.Run("of one parent alone", func(t *testing.T) {
		t.Parallel()
		s := Open(t.TempDir())
		long := strings.Repeat("r", 120)
		for _, key := range []string{"a:1", "a:2", "ab:1", "b.c:1", long + ":" + strings.Repeat("p", 128), long + "s:1"} {
			put(t, s, key, "v")
		}
		for prefix, want := range map[string]int{
			"":         6,
			"a:":       2,
			"a":        3,
			"b.c:":     1,
			"b":        1,
			long + ":": 1,
			long:       2,
			"none:":    0,
		} {
			list, err := s.ListOf("1", kind, prefix)
			require.NoError(t, err)
			assert.Len(t, list, want, prefix)
		}
	})
	t.Run("and names a file that is none of its own", func(t *testing.T) {
		t.Parallel()
		s := Open(t.TempDir())
		require.NoError(t, os.WriteFile(put(t, s, "r:p", "one"), []byte("{"), 0o600))
		_, _, err := s.Get("1", kind, "r:p")
		require.ErrorContains(t, err, "decode "+filepath.Join(s.dir, "1"))
	})
}

func BenchmarkListOf(b *testing.B) {
	s := Open(b.TempDir())
	for i := range 1000 {
		r := Resource{
			Account: "1",
			Type:    kind,
			ID:      fmt.Sprintf("role-%d:policy", i),
		}
		if err := s.Put(r); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := s.ListOf("1", kind, "role-7:"); err != nil {
			b.Fatal(err)
		}
	}
}
