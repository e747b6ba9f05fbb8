package stackfile

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"slipway/shared/config"
)

// Setting returns the value of a setting, as YAML has it, and whether it is set.
func (f *File) Setting(project, key string) (value any, set bool) {
	_, node := f.setting(project, key)
	if node == nil {
		return nil, false
	}
	return value, node.Decode(&value) == nil
}

// setting finds a setting, whose key has the namespace of the project or none.
func (f *File) setting(project, key string) (name, value *yaml.Node) {
	_, settings := find(f.root, "config")
	for k, v := range entries(settings) {
		if config.FullKey(project, k.Value) == config.FullKey(project, key) {
			return k, v
		}
	}
	return nil, nil
}

// With is the file with a setting that has the value, which is YAML on one line.
// Nothing else in it changes.
func (f *File) With(project, key, value string) (*File, error) {
	full := config.FullKey(project, key)
	var wanted any
	if err := yaml.Unmarshal([]byte(value), &wanted); err != nil {
		return nil, fmt.Errorf("read the value of %s: %w", full, err)
	}
	name, old := f.setting(project, key)
	var ways [][]edit
	if name == nil {
		ways = f.added(full, value)
	} else {
		full = name.Value
		ways = f.exchanged(name, old, value)
	}
	return f.first(ways, full, wanted, full+": "+value)
}

// first is the file by the first of some ways to write it that changes the setting, to
// what is wanted, and nothing else.
func (f *File) first(ways [][]edit, key string, wanted any, line string) (*File, error) {
	for _, way := range ways {
		text := apply(f.body(), way)
		if text == nil {
			continue
		}
		after, err := parse(f.Path, slices.Concat(f.text[:len(f.text)-len(f.body())], text))
		if err == nil && reflect.DeepEqual(f.settings(key, wanted), after.settings("", nil)) {
			return after, nil
		}
	}
	return nil, fmt.Errorf("%s is written in a way that %s cannot be put into: write `%s` into it by hand, under config",
		f.Path, key, line)
}

// settings is what the file holds, with one setting another; "" for none.
func (f *File) settings(key string, value any) map[string]any {
	all := map[string]any{}
	if decode(f.root, all) != nil {
		return nil
	}
	settings := map[string]any{}
	if own, is := all["config"].(map[string]any); is {
		settings = own
	}
	if key != "" {
		settings[key] = Plain(value)
	}
	for name, value := range settings {
		settings[name] = Plain(value)
	}
	all["config"] = settings
	return all
}

// Plain is a value in the one form that its spellings have: JSON in a text, as `pulumi
// config set` writes it, is what it stands for.
func Plain(value any) any {
	text, is := value.(string)
	if !is || !strings.HasPrefix(strings.TrimSpace(text), "[") && !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return value
	}
	var meant any
	if yaml.Unmarshal([]byte(text), &meant) != nil {
		return value
	}
	return meant
}

// added are the ways to add a setting.
func (f *File) added(key, value string) [][]edit {
	line := key + ": " + value
	end := f.newline()
	name, settings := find(f.root, "config")
	body := f.body()
	switch {
	case name == nil:
		at := len(body)
		before := ""
		if at > 0 && body[at-1] != '\n' {
			before = end
		}
		return [][]edit{{{at, at, before + "config:" + end + "  " + line + end}}}
	case settings.Kind == yaml.MappingNode && settings.Style&yaml.FlowStyle == 0:
		column := settings.Content[0].Column
		return [][]edit{{f.below(settings.Content[len(settings.Content)-2], column, line)}}
	case len(settings.Content) > 0:
		return f.inside(settings, line)
	}
	// Nothing, or {}: a block from now on.
	from := f.place(name) + len(name.Value) + 1
	to := from
	if settings.Value != "" || settings.Kind == yaml.MappingNode {
		to = f.end(settings)
	}
	rest := strings.TrimRight(string(first(body[to:])), "\r\n")
	return [][]edit{{{from, to + len(rest), rest + end + strings.Repeat(" ", name.Column+1) + line}}}
}

// below adds a line after what begins at a node, indented to a column.
func (f *File) below(node *yaml.Node, column int, line string) edit {
	at := f.block(node.Line, column)
	before := ""
	if at > 0 && f.body()[at-1] != '\n' {
		before = f.newline()
	}
	return edit{at, at, before + strings.Repeat(" ", column-1) + line + f.newline()}
}

// inside are the ways to add an entry at the end of a list or object in brackets: after
// its last value, or before its closing bracket.
func (f *File) inside(node *yaml.Node, entry string) [][]edit {
	kept := len(strings.TrimRight(string(f.body()[:closing(f.body(), f.place(node))-1]), " \t\r\n"))
	if len(node.Content) == 0 {
		return [][]edit{{{kept, kept, entry}}}
	}
	ways := [][]edit{{{kept, kept, ", " + entry}}}
	if end := f.end(node.Content[len(node.Content)-1]); end > 0 {
		ways = slices.Insert(ways, 0, []edit{{end, end, ", " + entry}})
	}
	return ways
}

// exchanged are the ways to give a setting another value.
func (f *File) exchanged(name, old *yaml.Node, value string) [][]edit {
	colon := max(f.end(name), 0)
	colon += bytes.IndexByte(f.body()[colon:], ':') + 1
	switch end := f.end(old); {
	case old.ShortTag() == "!!null" && old.Value == "":
		return [][]edit{{{colon, colon, " " + value}}}
	case end >= 0:
		return [][]edit{{{f.place(old), end, value}}}
	}
	return [][]edit{{{colon, f.block(name.Line, name.Column), " " + value + f.newline()}}}
}
