package stackfile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Set writes a key at the top of the file at path, and makes the file if it is not
// there. Nothing else in it changes: comments, markers and the ends of lines stay.
func Set(path, key, value string) error {
	f, err := Read(path)
	if err != nil {
		return err
	}
	after, err := f.WithTop(key, value)
	if err != nil {
		return err
	}
	if err := replace(path, after.text); err != nil {
		return fmt.Errorf("write %s to %s: %w", key, path, err)
	}
	return nil
}

// WithTop is the file with a key at its top. Nothing else in it changes.
func (f *File) WithTop(key, value string) (*File, error) {
	text := f.with(key, value)
	if !f.only(text, key, value) {
		return nil, fmt.Errorf("%s is written in a way that %s cannot be put into: write `%s: %s` into it by hand, "+
			"on a line of its own", f.Path, key, key, value)
	}
	return parse(f.Path, text)
}

// with is the file's text with the key.
func (f *File) with(key, value string) []byte {
	line := key + ": " + value
	if f.root != nil && f.root.Style&yaml.FlowStyle == 0 {
		line = strings.Repeat(" ", f.root.Column-1) + line
	}
	existing, _ := find(f.root, key)
	if existing != nil {
		return f.filled(existing.Line, key, strings.TrimSpace(line))
	}
	body := bytes.TrimPrefix(f.text, mark)
	at := len(f.text) - len(body) + start(body)
	end := "\n"
	if bytes.Contains(f.text, []byte("\r\n")) {
		end = "\r\n"
	}
	if start(body) > 0 && f.text[at-1] != '\n' {
		line = end + line // after a marker that ends the file
	}
	return slices.Concat(f.text[:at], []byte(line+end), f.text[at:])
}

// filled is the text with the key's line exchanged if it has no value yet.
func (f *File) filled(number int, key, line string) []byte {
	lines := bytes.SplitAfter(f.text, []byte("\n"))
	name := regexp.QuoteMeta(key)
	empty := regexp.MustCompile(
		`^(\x{FEFF}? *)(?:` + name + `|"` + name + `"|'` + name + `')[ \t]*:[ \t]*` +
			`(?:""|''|~|null|Null|NULL)?([ \t]+#.*?|[ \t]*)(\r?\n|$)`)
	lines[number-1] = empty.ReplaceAll(lines[number-1], []byte("${1}"+line+"${2}${3}"))
	return bytes.Join(lines, nil)
}

// document is what may stand before the keys that a marker separates: directives,
// comments and blank lines, then the marker.
var document = regexp.MustCompile(`^(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n)*---(?:[ \t]+#[^\n]*|[ \t\r]*)(?:\n|$)`)

// start is where the first key of a text may stand.
func start(body []byte) int { return len(document.Find(body)) }

// only tells whether text is the file's with key set to value, and nothing else changed.
func (f *File) only(text []byte, key, value string) bool {
	after, err := parse(f.Path, text)
	if err != nil || after.Get(key) != value {
		return false
	}
	was, is := map[string]any{}, map[string]any{}
	if err := errors.Join(decode(f.root, was), decode(after.root, is)); err != nil {
		return false
	}
	delete(was, key)
	delete(is, key)
	return reflect.DeepEqual(was, is)
}

func decode(root *yaml.Node, values map[string]any) error {
	if root == nil {
		return nil
	}
	return root.Decode(&values)
}

// replace exchanges a file as a whole, so that none is ever left half written.
func replace(path string, text []byte) (err error) {
	if target, linked := filepath.EvalSymlinks(path); linked == nil {
		path = target
	}
	mode := fs.FileMode(0o644) // it is committed
	if info, there := os.Stat(path); there == nil {
		mode = info.Mode().Perm()
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".slipway-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(draft.Name()))
		}
	}()
	_, err = draft.Write(text)
	if err := errors.Join(err, draft.Sync(), draft.Close(), os.Chmod(draft.Name(), mode)); err != nil {
		return err
	}
	return os.Rename(draft.Name(), path)
}
