package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/shared/naming"
)

// DefaultService is the service of an environment whose settings name none.
const DefaultService = "api"

// named is the key services: their names, and what each sets for itself.
type named struct {
	names    []naming.Service
	settings map[string]object
	text     string // as it is set, in one form
}

// String is what is compared and shown if two stack files have the key.
func (n named) String() string { return n.text }

// services reads a list of names, or an object from name to settings, in the order of
// the names.
func (r *Reader) services(key string) named {
	if text, _ := r.source.Get(key); strings.HasPrefix(strings.TrimSpace(text), "{") {
		return r.configured(key)
	}
	names := []string{DefaultService}
	r.Object(key, &names, `a list of service names, such as ["api", "cart"]`)
	if len(names) == 0 {
		r.Reject(key, "[]", "at least one service")
	}
	n := named{text: fmt.Sprint(names)}
	seen := map[string]bool{}
	for _, name := range names {
		if seen[name] {
			r.Reject(key, name, "named twice")
			continue
		}
		seen[name] = true
		n.names = r.service(key, name, n.names)
	}
	return n
}

func (r *Reader) configured(key string) named {
	var all map[string]any
	r.Object(key, &all, `an object from service to settings, such as {"api": {"memory": 2048}}`)
	if all != nil && len(all) == 0 {
		r.Reject(key, "{}", "at least one service")
	}
	n := named{text: compact(all), settings: map[string]object{}}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		n.names = r.service(key, name, n.names)
		settings, ok := all[name].(map[string]any)
		if !ok && all[name] != nil {
			r.Reject(key+"."+name, compact(all[name]), `an object of settings, such as {"memory": 2048}`)
		}
		n.settings[name] = settings
		for _, setting := range slices.Sorted(maps.Keys(settings)) {
			r.checkSetting(key+"."+name+"."+setting, setting, compact(settings[setting]))
		}
	}
	return n
}

func (r *Reader) service(key, name string, names []naming.Service) []naming.Service {
	service, err := naming.NewService(name)
	if r.refused(key, name, err) {
		return names
	}
	return append(names, service)
}

// checkSetting rejects a setting that a service cannot have, and names the nearest.
func (r *Reader) checkSetting(at, name, value string) {
	nearest := ""
	for _, key := range SettingKeys() {
		if key.Name == name {
			return
		}
		if nearest == "" || distance(name, key.Name) < distance(name, nearest) {
			nearest = key.Name
		}
	}
	r.Reject(at, value, fmt.Sprintf("no such setting of a service; did you mean %s?", nearest))
}

// object is what a service sets for itself.
type object map[string]any

func (o object) Get(key string) (string, bool) {
	value, ok := o[key]
	return compact(value), ok
}

// within is an object of a source, as a Source.
type within struct {
	Source
	object object
}

func (w within) Get(key string) (string, bool) { return w.object.Get(key) }

// compact is a value as Pulumi hands one to a program: a text as it is, anything else
// as JSON.
func compact(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	text, _ := json.Marshal(value) // was JSON before
	return string(text)
}
