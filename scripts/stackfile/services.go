package stackfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"slipway/shared/config"
	"slipway/shared/contract"
)

const services = "services"

// Own is a setting that a service has for itself, whose value is YAML on one line.
type Own struct{ Name, Value string }

// WithService is a stack file of foundation with one more service, which has settings of
// its own or none. The list or object of services keeps its form and its comments; a list
// becomes an object if the service has settings.
func (f *File) WithService(service string, own []Own) (*File, error) {
	project := contract.Project(contract.FoundationLayer)
	name, old := f.setting(project, services)
	key := config.FullKey(project, services)
	if name != nil {
		key = name.Value
	}
	value, set := f.Setting(project, services)
	if !set {
		value = []any{config.DefaultService}
	}
	settings, err := object(own)
	if err != nil {
		return nil, err
	}
	if has(Plain(value), service) {
		return nil, fmt.Errorf("%s is one of the services already", service)
	}
	wanted := joined(Plain(value), service, settings)
	line := key + ": " + Flow(wanted)
	switch {
	case name == nil:
		return f.first(f.added(key, Flow(wanted)), key, wanted, line)
	case old.Kind == yaml.ScalarNode:
		return f.first(f.inText(old, service, settings, wanted), key, wanted, line)
	}
	var ways [][]edit
	if old.Kind == yaml.SequenceNode && len(settings) > 0 {
		ways = f.converted(name, old, service, Flow(settings))
	} else {
		ways = f.joins(old, service, settings)
	}
	return f.first(ways, key, wanted, line)
}

// object is settings as one value.
func object(own []Own) (map[string]any, error) {
	settings := map[string]any{}
	for _, o := range own {
		var value any
		if err := yaml.Unmarshal([]byte(o.Value), &value); err != nil {
			return nil, fmt.Errorf("%s=%s: %w", o.Name, o.Value, err)
		}
		settings[o.Name] = value
	}
	return settings, nil
}

// has tells whether a service is among the services.
func has(value any, service string) bool {
	switch all := value.(type) {
	case map[string]any:
		_, is := all[service]
		return is
	case []any:
		return slices.Contains(all, any(service))
	}
	return false
}

// joined is what the services are with one more; nil if they are in no known form.
func joined(value any, service string, settings map[string]any) any {
	switch all := value.(type) {
	case map[string]any:
		all[service] = settings
		return all
	case []any:
		if len(settings) == 0 {
			return append(all, service)
		}
		names := map[string]any{service: settings}
		for _, name := range all {
			if text, is := name.(string); is {
				names[text] = map[string]any{}
			}
		}
		return names
	}
	return nil
}

// Flow is a value as YAML on one line.
func Flow(value any) string {
	var node yaml.Node
	if node.Encode(value) != nil {
		return ""
	}
	node.Style = yaml.FlowStyle
	text, _ := yaml.Marshal(&node) // what was encoded is marshalled
	return strings.TrimSpace(string(text))
}

// joins are the ways to add a service to a list of names, or to an object.
func (f *File) joins(old *yaml.Node, service string, settings map[string]any) [][]edit {
	entry := service
	if old.Kind == yaml.MappingNode {
		entry += ": " + Flow(settings)
	}
	switch {
	case old.Style&yaml.FlowStyle != 0:
		return f.inside(old, entry)
	case old.Kind == yaml.MappingNode:
		return [][]edit{{f.below(old.Content[len(old.Content)-2], old.Column, entry)}}
	}
	return [][]edit{{f.below(old.Content[len(old.Content)-1], old.Column, "- "+entry)}}
}

// converted is the way to make an object of a list of names, line by line.
func (f *File) converted(key, old *yaml.Node, service, settings string) [][]edit {
	var edits []edit
	entry := service + ": " + settings
	if old.Style&yaml.FlowStyle != 0 {
		from := f.place(old)
		edits = append(edits, edit{from, from + 1, "{"})
		for _, name := range old.Content {
			edits = append(edits, edit{f.end(name), f.end(name), ": {}"})
		}
		last := &edits[len(edits)-1]
		last.text += ", " + entry
		end := closing(f.body(), from)
		return [][]edit{append(edits, edit{end - 1, end, "}"})}
	}
	indent := max(old.Column, key.Column+2) - 1
	for _, name := range old.Content {
		from := f.line(name.Line)
		edits = append(edits, edit{from, f.place(name), strings.Repeat(" ", indent)}, edit{f.end(name), f.end(name), ": {}"})
	}
	return [][]edit{append(edits, f.below(old.Content[len(old.Content)-1], indent+1, entry))}
}

// inText are the ways to add a service to JSON in a text: within it, or else as the whole
// text written anew.
func (f *File) inText(old *yaml.Node, service string, settings map[string]any, wanted any) [][]edit {
	from, to := f.place(old), f.end(old)
	if to < 0 {
		to = f.block(old.Line, 1)
	}
	entry := mustJSON(service)
	if _, names := wanted.([]any); !names {
		entry += ": " + mustJSON(settings)
	}
	if old.Style&yaml.DoubleQuotedStyle != 0 {
		entry = strings.ReplaceAll(entry, `"`, `\"`)
	}
	var ways [][]edit
	if end := bytes.LastIndexAny(f.body()[from:to], "]}"); end >= 0 {
		kept := from + len(bytes.TrimRight(f.body()[from:from+end], " \t\r\n"))
		ways = append(ways, []edit{{kept, kept, ", " + entry}})
	}
	if f.end(old) >= 0 {
		ways = append(ways, []edit{{from, to, "'" + strings.ReplaceAll(mustJSON(wanted), "'", "''") + "'"}})
	}
	return ways
}

func mustJSON(value any) string {
	text, _ := json.Marshal(value) // texts, numbers and objects of them
	return string(text)
}
