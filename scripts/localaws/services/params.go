package services

import (
	"fmt"
	"maps"
	"slices"

	"slipway/scripts/asl"
)

// params are the parameters of a call.
type params map[string]any

// text is a parameter as text; empty when it is not there or is no text.
func (p params) text(name string) string {
	text, _ := p[name].(string)
	return text
}

// object is a parameter as an object; nil when it is not there or is none.
func (p params) object(name string) params {
	object, _ := p[name].(map[string]any)
	return object
}

// checkParameters rejects parameters the API does not have and asks for those it
// must have, as the SDK does before it sends anything.
func checkParameters(service string, called api, parameters any) (params, error) {
	object, ok := parameters.(map[string]any)
	if !ok {
		return nil, reject("States", "Runtime", "the parameters are no object")
	}
	for _, name := range called.required {
		if _, there := object[name]; !there {
			return nil, reject(service, "ValidationException", "parameter %s is missing", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if !slices.Contains(called.required, name) && !slices.Contains(called.optional, name) {
			return nil, reject("States", "Runtime", "the field %q is not supported by the API", name)
		}
	}
	return object, nil
}

// reject returns an error in a service's name.
func reject(service, exception, format string, values ...any) error {
	return &asl.Error{Name: service + "." + exception, Cause: fmt.Sprintf(format, values...)}
}
