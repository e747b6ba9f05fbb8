// Package config reads a layer's configuration and reports every fault at once.
//
// It knows the rules that layers share (suffix, services, accounts); a layer
// adds its own keys with the same Reader. Reading changes nothing, so the command
// can reject bad configuration before anything is deployed, with the very code
// that the layer's program runs.
package config

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
)

// Source gives the configuration values of one Pulumi project and stack. A key of
// the project has no namespace; a key of another, such as aws:region, has its own.
// Objects and lists are JSON text, as Pulumi hands them to a program.
type Source interface {
	// Get returns the value of key and whether it is set.
	Get(key string) (string, bool)
	// Stack is the name of the stack.
	Stack() string
}

// Lister is a Source that lists the keys that are set, so that a misspelt one
// is rejected.
type Lister interface{ Keys() []string }

// Keeper is a Source that knows which keys are secret, whole or in part. Their values
// are in no message.
type Keeper interface{ Secret(key string) bool }

// Reader reads values and keeps every fault for Err.
type Reader struct {
	project string
	prefix  string // of a key that a fault names
	source  Source
	known   []string
	faults  *[]error
}

// NewReader reads the configuration of project from source.
func NewReader(project string, source Source) *Reader {
	return &Reader{
		project: project,
		prefix:  project + ":",
		source:  source,
		faults:  new([]error),
	}
}

// Text reads a string, def when it is not set.
func (r *Reader) Text(key, def string) string {
	r.known = append(r.known, key)
	if v, ok := r.source.Get(key); ok {
		return v
	}
	return def
}

// Secret reports whether the key is secret, whole or in part.
func (r *Reader) Secret(key string) bool {
	keeper, is := r.source.(Keeper)
	return is && keeper.Secret(key)
}

// OneOf reads a string that must be among values; the first is the default.
func (r *Reader) OneOf(key string, values ...string) string {
	return r.choice(key, values[0], values)
}

func (r *Reader) choice(key, def string, values []string) string {
	v := r.Text(key, def)
	if !slices.Contains(values, v) {
		r.Reject(key, v, fmt.Sprintf("one of %q", values))
	}
	return v
}

// Match reads a string of a pattern, def when it is not set.
func (r *Reader) Match(key, def string, pattern *regexp.Regexp, rule string) string {
	v := r.Text(key, def)
	if !pattern.MatchString(v) {
		r.Reject(key, v, rule)
	}
	return v
}

// Int reads a whole number from least to most, def when it is not set.
func (r *Reader) Int(key string, def, least, most int) int {
	text := r.Text(key, strconv.Itoa(def))
	v, err := strconv.Atoi(text)
	if err != nil || v < least || v > most {
		r.Reject(key, text, fmt.Sprintf("a whole number from %d to %d", least, most))
		return def
	}
	return v
}

// Bool reads true or false, def when it is not set.
func (r *Reader) Bool(key string, def bool) bool {
	switch text := r.Text(key, strconv.FormatBool(def)); text {
	case "true":
		return true
	case "false":
		return false
	default:
		r.Reject(key, text, "true or false")
		return def
	}
}

// Object reads a list or an object into target, a pointer. The configured value
// replaces target's value as a whole. Target stays as it is if the key is not set or
// its value is rejected. shape is what the error says is expected.
func (r *Reader) Object(key string, target any, shape string) {
	text := r.Text(key, "")
	if text == "" {
		return
	}
	// Into a value of its own: decoding that fails half-way leaves the first half.
	value := reflect.New(reflect.TypeOf(target).Elem())
	if err := json.Unmarshal([]byte(text), value.Interface()); err != nil {
		if r.Secret(key) {
			text = "a secret"
		}
		r.Reject(key, text, shape)
		return
	}
	reflect.ValueOf(target).Elem().Set(value.Elem())
}
