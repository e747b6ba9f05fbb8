package stackfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/stackfile"
)

const salt = "v1:OJQ5k1KdyT8=:v1:pcikre9Yivnu3suj:feMh6Wzwea5JXO1oslGzlRRppHcqeg=="

// write makes a stack file.
func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Pulumi.dev.yaml")
	require.NoError(t, os.WriteFile(path, []byte(content), 0o640))
	return path
}

func TestSet(t *testing.T) {
	t.Parallel()
	const line = "encryptionsalt: " + salt
	for name, c := range map[string]struct{ before, after string }{
		"an empty file":               {"", line + "\n"},
		"no line end":                 {"config: {}", line + "\nconfig: {}"},
		"a comment alone":             {"# ours\n", line + "\n# ours\n"},
		"a comment on top":            {"# ours\nconfig:\n  a:b: c\n", line + "\n# ours\nconfig:\n  a:b: c\n"},
		"a document":                  {"---\nconfig:\n  a:b: c\n", "---\n" + line + "\nconfig:\n  a:b: c\n"},
		"a comment before a document": {"# ours\n\n---\nconfig: {}\n", "# ours\n\n---\n" + line + "\nconfig: {}\n"},
		"a comment at the marker":     {"--- # ours\nconfig: {}\n", "--- # ours\n" + line + "\nconfig: {}\n"},
		"a marker that ends the file": {"# ours\n---", "# ours\n---\n" + line + "\n"},
		"a directive":                 {"%YAML 1.1\n---\nconfig: {}\n", "%YAML 1.1\n---\n" + line + "\nconfig: {}\n"},
		"an end marker":               {"---\nconfig: {}\n...\n", "---\n" + line + "\nconfig: {}\n...\n"},
		"lines of Windows": {
			"# ours\r\n---\r\nconfig:\r\n  a:b: c\r\n", "# ours\r\n---\r\n" + line + "\r\nconfig:\r\n  a:b: c\r\n"},
		"a byte order mark":       {"\uFEFFconfig: {}\n", "\uFEFF" + line + "\nconfig: {}\n"},
		"a mark, Windows, marker": {"\uFEFF---\r\nconfig: {}\r\n", "\uFEFF---\r\n" + line + "\r\nconfig: {}\r\n"},
		"a key without a value":   {"config: {}\nencryptionsalt:\n# end\n", "config: {}\n" + line + "\n# end\n"},
		"a key without a value, with a comment": {
			"encryptionsalt: # to come\nconfig: {}\n", line + " # to come\nconfig: {}\n"},
		"a key without a value at the end": {"config: {}\nencryptionsalt:", "config: {}\n" + line},
		"a key that is empty":              {"encryptionsalt: \"\"\r\nconfig: {}\r\n", line + "\r\nconfig: {}\r\n"},
		"a key that is null":               {"\uFEFF\"encryptionsalt\": ~\n", "\uFEFF" + line + "\n"},
		"a key of the same name further in": {
			"config:\n  a:b:\n    encryptionsalt:\n", line + "\nconfig:\n  a:b:\n    encryptionsalt:\n"},
		"a text with a marker in it": {"config:\n  a:b: |\n    x\n    ---\n",
			line + "\nconfig:\n  a:b: |\n    x\n    ---\n"},
		"keys that are indented":        {"  config: {}\n", "  " + line + "\n  config: {}\n"},
		"an empty key that is indented": {"  config: {}\n  encryptionsalt:\n", "  config: {}\n  " + line + "\n"},
		"anchors and tabs": {
			"config:\n  a:b: &x {c: d}\t# tab\n  a:e: *x\n", line + "\nconfig:\n  a:b: &x {c: d}\t# tab\n  a:e: *x\n"},
	} {
		t.Run("keeps "+name, func(t *testing.T) {
			t.Parallel()
			path := write(t, c.before)
			require.NoError(t, stackfile.Set(path, "encryptionsalt", salt))
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, c.after, string(after))
			f, err := stackfile.Read(path)
			require.NoError(t, err)
			assert.Equal(t, salt, f.Get("encryptionsalt"))
			info, err := os.Stat(path)
			require.NoError(t, err)
			assert.Equal(t, os.FileMode(0o640), info.Mode(), "its rights stay")
			beside, err := os.ReadDir(filepath.Dir(path))
			require.NoError(t, err)
			assert.Len(t, beside, 1, "no draft is left")
		})
	}
	for name, before := range map[string]string{
		"an object in braces":          "{config: {a:b: c}}\n",
		"an object behind the marker":  "--- {config: {}}\n",
		"a value on the next line":     "encryptionsalt:\n  \"\"\nconfig: {}\n",
		"a key that is written as one": "? encryptionsalt\n: \nconfig: {}\n",
	} {
		t.Run("leaves "+name+" alone, and says what to write", func(t *testing.T) {
			t.Parallel()
			path := write(t, before)
			err := stackfile.Set(path, "encryptionsalt", salt)
			require.ErrorContains(t, err, "write `"+line+"` into it by hand, on a line of its own")
			require.ErrorContains(t, err, path)
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, before, string(after))
		})
	}
	t.Run("makes a file, and follows a link", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		require.NoError(t, stackfile.Set(filepath.Join(folder, "new.yaml"), "encryptionsalt", salt))
		link := filepath.Join(folder, "link.yaml")
		require.NoError(t, os.Symlink(write(t, "config: {}\n"), link))
		require.NoError(t, stackfile.Set(link, "encryptionsalt", salt))
		info, err := os.Lstat(link)
		require.NoError(t, err)
		assert.Equal(t, os.ModeSymlink, info.Mode().Type())
		f, err := stackfile.Read(link)
		require.NoError(t, err)
		assert.Equal(t, salt, f.Get("encryptionsalt"))
	})
	t.Run("names what cannot be written", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "none", "Pulumi.dev.yaml")
		require.ErrorContains(t, stackfile.Set(path, "encryptionsalt", salt), "write encryptionsalt to "+path)
	})
}

func TestRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"two documents": {"config: {}\n---\nconfig: {}\n", "`---` begins a second document, which nothing reads; keep one"},
		"UTF-16":        {"\xff\xfec\x00o\x00", "it is no text in UTF-8; save it as UTF-8"},
		"a list":        {"- config\n", "it has no keys; settings stand in an object under config"},
		"a text":        {"config\n", "it has no keys; settings stand in an object under config"},
		"no YAML":       {"config: [", "yaml: "},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			t.Parallel()
			path := write(t, c.text)
			_, err := stackfile.Read(path)
			require.ErrorContains(t, err, "read "+path+": "+c.want)
		})
	}
}
