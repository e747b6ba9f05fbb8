// Package stackfile reads the stack files of the layers as their text, which tells more
// than their values: what YAML reads otherwise than it is written, keys that nothing
// reads, and where a line can be put without changing another one.
package stackfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// File is a stack file. One that is not there is empty.
type File struct {
	Path string
	text []byte
	root *yaml.Node // the mapping of its keys; nil in an empty file
}

var mark = []byte("\uFEFF") // the byte order mark of UTF-8

// Read reads the file at path.
func Read(path string) (*File, error) {
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return parse(path, text)
}

func parse(path string, text []byte) (*File, error) {
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, fmt.Errorf("read %s: it is no text in UTF-8; save it as UTF-8", path)
	}
	f := &File{Path: path, text: text}
	decoder := yaml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, mark)))
	var first, second yaml.Node
	if err := decoder.Decode(&first); errors.Is(err, io.EOF) {
		return f, nil
	} else if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: `---` begins a second document, which nothing reads; keep one", path)
	}
	root := first.Content[0]
	switch {
	case root.Kind == yaml.MappingNode:
		f.root = root
	case root.Kind != yaml.ScalarNode || root.Tag != "!!null":
		return nil, fmt.Errorf("read %s: it has no keys; settings stand in an object under config", path)
	}
	return f, nil
}

// Get returns the value of a key at the top of the file, "" if it has none.
func (f *File) Get(key string) string {
	_, value := find(f.root, key)
	if value == nil || value.Kind != yaml.ScalarNode || value.Tag == "!!null" {
		return ""
	}
	return value.Value
}

// find returns a key of a mapping and its value.
func find(mapping *yaml.Node, name string) (key, value *yaml.Node) {
	for k, v := range entries(mapping) {
		if k.Value == name {
			return k, v
		}
	}
	return nil, nil
}

// entries are the keys of a mapping and their values, aliases followed.
func entries(mapping *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		if mapping == nil || mapping.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i < len(mapping.Content); i += 2 {
			if !yield(mapping.Content[i], meant(mapping.Content[i+1])) {
				return
			}
		}
	}
}

// meant is the node that an alias stands for, and any other node itself.
func meant(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// Has tells whether the file has a key at its top.
func (f *File) Has(key string) bool {
	found, _ := find(f.root, key)
	return found != nil
}
