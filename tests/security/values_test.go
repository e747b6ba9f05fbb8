package security_test

import (
	"encoding/json"
	"strconv"
	"strings"
)

func clone(value any) any {
	switch v := value.(type) {
	case map[string]any:
		c := make(map[string]any, len(v))
		for key := range v {
			c[key] = clone(v[key])
		}
		return c
	case []any:
		c := make([]any, len(v))
		for i := range v {
			c[i] = clone(v[i])
		}
		return c
	}
	return value
}

// at is the output at a path such as rules.0.status, nil when there is none or
// the resource itself is missing.
func at(r *resource, path string) any {
	if r == nil {
		return nil
	}
	return down(r.Outputs, path)
}

func down(value any, path string) any {
	for _, step := range strings.Split(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

func text(r *resource, path string) string { s, _ := at(r, path).(string); return s }

func on(r *resource, path string) bool { b, _ := at(r, path).(bool); return b }

func number(r *resource, path string) float64 { n, _ := at(r, path).(float64); return n }

func list(r *resource, path string) []any { l, _ := at(r, path).([]any); return l }

// texts are the texts of a list.
func texts(r *resource, path string) []string {
	var all []string
	for _, v := range list(r, path) {
		if s, ok := v.(string); ok {
			all = append(all, s)
		}
	}
	return all
}

// put sets the output at a path; what is on the way is made when it is missing.
func put(r *resource, path string, value any) {
	var holder any = r.Outputs
	steps := strings.Split(path, ".")
	for i, step := range steps {
		last := i == len(steps)-1
		switch h := holder.(type) {
		case map[string]any:
			if last {
				h[step] = value
			} else if h[step] == nil {
				h[step] = map[string]any{}
			}
			holder = h[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil {
				panic("no list index: " + path)
			}
			if last {
				h[n] = value
			}
			holder = h[n]
		}
	}
}

// decode reads JSON. Text that is not JSON decodes to nil, which no rule accepts.
func decode(value string) any {
	var decoded any
	_ = json.Unmarshal([]byte(value), &decoded)
	return decoded
}
