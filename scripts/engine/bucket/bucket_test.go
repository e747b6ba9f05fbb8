package bucket_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"slipway/scripts/engine/bucket"
)

// The test's own file is the process whose files may not grow as well.
func TestMain(m *testing.M) {
	if dir := os.Getenv("WRITE_WITH_A_LIMIT"); dir != "" {
		writeWithALimit(dir)
	}
	os.Exit(m.Run())
}

const limit = 4096

func writeWithALimit(dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		panic(err)
	}
	b, err := bucket.Open(context.Background(), address(dir))
	if err != nil {
		panic(err)
	}
	told := bucket.Heard(b, func(key string, err error) { fmt.Printf("told of %s: %v\n", key, err) })
	if err := told.WriteAll(context.Background(), "a/state.json", []byte(strings.Repeat("x", 2*limit)), nil); err == nil {
		os.Exit(3)
	}
	os.Exit(0)
}

// address is that of a folder.
func address(dir string) string { return (&url.URL{Scheme: "file", Path: dir}).String() }

func open(t *testing.T, dir string) *blob.Bucket {
	t.Helper()
	b, err := bucket.Open(t.Context(), address(dir))
	require.NoError(t, err)
	return b
}

func write(t *testing.T, b *blob.Bucket, key, text string) {
	t.Helper()
	require.NoError(t, b.WriteAll(t.Context(), key, []byte(text), nil))
}

func read(t *testing.T, b *blob.Bucket, key string) string {
	t.Helper()
	content, err := b.ReadAll(t.Context(), key)
	require.NoError(t, err)
	return string(content)
}

// keys are those that begin so, up to the next slash.
func keys(t *testing.T, b *blob.Bucket, prefix string) []string {
	t.Helper()
	var all []string
	objects := b.List(&blob.ListOptions{Prefix: prefix, Delimiter: "/"})
	for {
		o, err := objects.Next(t.Context())
		if err != nil {
			return all
		}
		all = append(all, o.Key)
	}
}

func TestFolder(t *testing.T) {
	t.Parallel()
	t.Run("a write that fails part-way leaves what was there", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		b := open(t, dir)
		write(t, b, "a/state.json", "whole")
		self, err := os.Executable()
		require.NoError(t, err)
		process := exec.Command(self)
		process.Env = append(os.Environ(), "WRITE_WITH_A_LIMIT="+dir)
		out, err := process.CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Contains(t, string(out), "told of a/state.json: ")
		assert.Contains(t, string(out), "file too large\n")
		assert.Contains(t, string(out), "file too large")
		assert.Equal(t, "whole", read(t, b, "a/state.json"))
		assert.Equal(t, []string{"a/state.json"}, keys(t, b, "a/"), "no temporary file is left")
	})
	t.Run("a copy, a list, a length and a deletion are those of the folder", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		b := open(t, dir)
		write(t, b, "a/one", "1")
		write(t, b, "a/b/two", "22")
		require.NoError(t, b.Copy(t.Context(), "a/copy", "a/one", nil))
		assert.Equal(t, []string{"a/b/", "a/copy", "a/one"}, keys(t, b, "a/"))
		attributes, err := b.Attributes(t.Context(), "a/b/two")
		require.NoError(t, err)
		assert.EqualValues(t, 2, attributes.Size)
		require.NoError(t, b.Delete(t.Context(), "a/one"))
		exists, err := b.Exists(t.Context(), "a/one")
		require.NoError(t, err)
		assert.False(t, exists)
		_, err = b.ReadAll(t.Context(), "a/one")
		assert.Equal(t, gcerrors.NotFound, gcerrors.Code(err))
		content, err := os.ReadFile(filepath.Join(dir, "a", "copy"))
		require.NoError(t, err)
		assert.Equal(t, "1", string(content))
	})
	t.Run("what is kept beside a file is its second name, until another takes the first", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		b := bucket.Heard(open(t, dir), func(string, error) {})
		file := filepath.Join(dir, "a", "state.json")
		for _, text := range []string{"one", "two", "three"} {
			write(t, b, "a/state.json", text)
			require.NoError(t, b.Copy(t.Context(), "a/state.json.bak", "a/state.json", nil))
			now, err := os.Stat(file)
			require.NoError(t, err)
			beside, err := os.Stat(file + ".bak")
			require.NoError(t, err)
			assert.True(t, os.SameFile(now, beside))
		}
		write(t, b, "a/state.json", "four")
		require.NoError(t, os.WriteFile(file, []byte("edited"), 0o600))
		assert.Equal(t, "three", read(t, b, "a/state.json.bak"))
		assert.Equal(t, gcerrors.NotFound, gcerrors.Code(b.Copy(t.Context(), "a/none.bak", "a/none", nil)))
	})
	t.Run("a list longer than a page is whole", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		for i := range 1500 {
			require.NoError(t,
				os.WriteFile(filepath.Join(dir, "k"+strings.Repeat("i", i%50)+string(rune('a'+i/50))), nil, 0o600))
		}
		assert.Len(t, keys(t, open(t, dir), "k"), 1500)
	})
	t.Run("its path is taken as it is", func(t *testing.T) {
		t.Parallel()
		for _, name := range []string{"feature%2Fx", "100%", "c#", "a?b", "a b", "ä+&"} {
			dir := filepath.Join(t.TempDir(), name)
			require.NoError(t, os.Mkdir(dir, 0o700))
			write(t, open(t, dir), "key", "value")
			content, err := os.ReadFile(filepath.Join(dir, "key"))
			require.NoError(t, err, name)
			assert.Equal(t, "value", string(content))
		}
	})
	t.Run("that is not there is an error", func(t *testing.T) {
		t.Parallel()
		_, err := bucket.Open(t.Context(), address(filepath.Join(t.TempDir(), "none")))
		require.ErrorContains(t, err, "no such file")
		_, err = bucket.Open(t.Context(), "file:///100%")
		require.ErrorContains(t, err, "parse address")
	})
}

func TestShare(t *testing.T) {
	t.Parallel()
	b := open(t, t.TempDir())
	one, err := blob.OpenBucket(t.Context(), bucket.Share(b))
	require.NoError(t, err)
	assert.Same(t, b, one)
	_, err = blob.OpenBucket(t.Context(), bucket.Scheme+"://none")
	require.ErrorContains(t, err, "was not shared")
}

func TestDraft(t *testing.T) {
	t.Parallel()
	base := open(t, t.TempDir())
	write(t, base, "a/there", "as it was")
	write(t, base, "locks/of/others", "held")
	draft := bucket.Draft(base, "locks")
	assert.Empty(t, keys(t, draft, "locks/of/"))
	_, err := draft.ReadAll(t.Context(), "locks/of/others")
	assert.Equal(t, gcerrors.NotFound, gcerrors.Code(err))
	write(t, draft, "locks/of/ours", "held")
	assert.Equal(t, []string{"locks/of/ours"}, keys(t, draft, "locks/of/"))
	write(t, draft, "a/there", "as planned")
	write(t, draft, "a/new", "planned")
	write(t, draft, "b/deep/new", "planned")
	require.NoError(t, draft.Copy(t.Context(), "a/copy", "a/new", nil))

	assert.Equal(t, "as it was", read(t, base, "a/there"))
	assert.Equal(t, []string{"a/there"}, keys(t, base, "a/"))
	assert.Equal(t, []string{"a/", "locks/"}, keys(t, base, ""))

	assert.Equal(t, "as planned", read(t, draft, "a/there"))
	assert.Equal(t, "planned", read(t, draft, "a/copy"))
	assert.Equal(t, []string{"a/copy", "a/new", "a/there"}, keys(t, draft, "a/"))
	assert.Equal(t, []string{"a/", "b/", "locks/"}, keys(t, draft, ""))
	attributes, err := draft.Attributes(t.Context(), "a/new")
	require.NoError(t, err)
	assert.EqualValues(t, len("planned"), attributes.Size)

	write(t, base, "a/later", "of another run")
	assert.Equal(t, "of another run", read(t, draft, "a/later"))
	require.NoError(t, draft.Delete(t.Context(), "a/there"))
	assert.Equal(t, "as it was", read(t, draft, "a/there"))
	assert.Equal(t, gcerrors.NotFound, gcerrors.Code(draft.Delete(t.Context(), "a/there")))
	assert.Equal(t, "as it was", read(t, base, "a/there"))
	_, err = draft.SignedURL(t.Context(), "a/new", nil)
	require.ErrorContains(t, err, "a draft has no address")
}
