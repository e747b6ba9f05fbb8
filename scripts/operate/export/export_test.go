package export_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/export"
)

// table gives out items, then an error if there is one.
type table struct {
	items []export.Item
	err   error
}

func (t table) Items(context.Context) iter.Seq2[export.Item, error] {
	return func(yield func(export.Item, error) bool) {
		for _, item := range t.items {
			if !yield(item, nil) {
				return
			}
		}
		if t.err != nil {
			yield(nil, t.err)
		}
	}
}

func row(id string) export.Item { return export.Item{"deploymentId": map[string]any{"S": id}} }

// shelf is a place that may spoil what is put there.
type shelf struct {
	has                        string
	checking, writing, reading error
	spoil                      func(string) string
}

func (s *shelf) Check(context.Context) error { return s.checking }

func (s *shelf) Write(_ context.Context, file *os.File) error {
	text, _ := io.ReadAll(file)
	s.has = string(text)
	if s.spoil != nil {
		s.has = s.spoil(s.has)
	}
	return s.writing
}

func (s *shelf) Read(context.Context) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(s.has)), s.reading
}

func (s *shelf) String() string { return "the shelf" }

func TestCopy(t *testing.T) {
	t.Parallel()
	rows := table{items: []export.Item{row("run-7"), row("lock#api"), row(strings.Repeat("x", 9000))}}
	t.Run("has every item, a line each, as DynamoDB's exports have them", func(t *testing.T) {
		t.Parallel()
		s := &shelf{}
		copied, err := export.Copy(t.Context(), rows, s)
		require.NoError(t, err)
		assert.Equal(t, 3, copied.Items)
		assert.Len(t, copied.Sum, 64)
		lines := strings.Split(s.has, "\n")
		assert.Equal(t, `{"Item":{"deploymentId":{"S":"run-7"}}}`, lines[0])
		assert.Equal(t, `{"Item":{"deploymentId":{"S":"lock#api"}}}`, lines[1])
	})
	t.Run("of nothing is empty", func(t *testing.T) {
		t.Parallel()
		copied, err := export.Copy(t.Context(), table{}, &shelf{})
		require.NoError(t, err)
		assert.Zero(t, copied.Items)
	})
	for name, spoil := range map[string]func(string) string{
		"lacks its end":    func(text string) string { return text[:len(text)-30] },
		"lacks a line":     func(text string) string { return text[strings.Index(text, "\n")+1:] },
		"has another byte": func(text string) string { return strings.Replace(text, "run-7", "run-8", 1) },
	} {
		t.Run("that "+name+" is none", func(t *testing.T) {
			t.Parallel()
			_, err := export.Copy(t.Context(), rows, &shelf{spoil: spoil})
			require.ErrorContains(t, err, "the shelf holds ")
			require.ErrorContains(t, err, "do not count on this copy")
		})
	}
	denied := errors.New("denied")
	for want, c := range map[string]struct {
		rows table
		to   *shelf
	}{
		"denied":                               {rows, &shelf{checking: denied}},
		"read the history's table: denied":     {table{err: denied}, &shelf{}},
		"write the shelf: denied":              {rows, &shelf{writing: denied}},
		"read the shelf again: denied":         {rows, &shelf{reading: denied}},
		"read the history's table: json: unsu": {table{items: []export.Item{{"x": func() {}}}}, &shelf{}},
	} {
		_, err := export.Copy(t.Context(), c.rows, c.to)
		require.ErrorContains(t, err, want)
	}
}

func TestAFileIsWrittenOnceAndForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "history.jsonl")
	copied, err := export.Copy(t.Context(), table{items: []export.Item{row("run-7")}}, export.File(path))
	require.NoError(t, err)
	assert.Equal(t, 1, copied.Items)
	about, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), about.Mode().Perm())

	_, err = export.Copy(t.Context(), table{}, export.File(path))
	require.EqualError(t, err, path+" is there already, and a copy writes over nothing: name another file")
	_, err = export.Copy(t.Context(), table{}, export.File(filepath.Join(path, "below")))
	require.ErrorContains(t, err, "not a directory")
	_, err = export.Copy(t.Context(), table{}, export.File(filepath.Join(t.TempDir(), "no", "where")))
	require.ErrorContains(t, err, "no such file or directory")
}
