package security_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"slipway/tests/harness"
)

// resource is a deployed resource as the state records it.
type resource = harness.Resource

// environment is what is deployed of one environment. Resources are never changed in
// place: edit puts a copy in the place of one.
type environment struct {
	name       string
	production bool
	account    string // of the pipelines
	target     string // of the functions, the same in most environments
	all        []*resource
}

// of are the resources of a type, such as s3/bucketV2:BucketV2.
func (env *environment) of(typ string) []*resource {
	return env.where(typ, func(*resource) bool { return true })
}

func (env *environment) where(typ string, fits func(*resource) bool) []*resource {
	var found []*resource
	for _, r := range env.all {
		if r.Type == "aws:"+typ && fits(r) {
			found = append(found, r)
		}
	}
	return found
}

// the is the resource of a type whose output has the value, nil when there is none.
func (env *environment) the(typ, output, value string) *resource {
	found := env.where(typ, func(r *resource) bool { return r.Text(output) == value })
	if value == "" || len(found) == 0 {
		return nil
	}
	return found[0]
}

// copy is a environment that can be edited without changing this one.
func (env *environment) copy() *environment {
	c := *env
	c.all = slices.Clone(env.all)
	return &c
}

// edit puts a copy of the resource in its place and returns the copy.
func (env *environment) edit(r *resource) *resource {
	c := *r
	c.Outputs = clone(r.Outputs).(map[string]any)
	env.all[slices.Index(env.all, r)] = &c
	return &c
}

func (env *environment) remove(r *resource) {
	env.all = slices.Delete(env.all, slices.Index(env.all, r), slices.Index(env.all, r)+1)
}

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

func text(r *resource, path string) string    { s, _ := at(r, path).(string); return s }
func on(r *resource, path string) bool        { b, _ := at(r, path).(bool); return b }
func number(r *resource, path string) float64 { n, _ := at(r, path).(float64); return n }
func list(r *resource, path string) []any     { l, _ := at(r, path).([]any); return l }

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

// title is what a resource is called in the ledger: its physical name, or its
// logical one where AWS gives the name.
func title(r *resource) string {
	switch r.Type {
	case "aws:kms/key:Key", "aws:apigatewayv2/stage:Stage":
		return r.Name()
	case "aws:lambda/permission:Permission":
		return r.Text("function") + ":" + r.ID
	case "aws:iam/rolePolicy:RolePolicy", "aws:cloudwatch/eventTarget:EventTarget":
		return r.ID
	}
	for _, output := range []string{"bucket", "name"} {
		if name := r.Text(output); name != "" {
			return name
		}
	}
	return r.ID
}

// decode reads JSON text; what is no JSON decodes to nothing, which no rule accepts.
func decode(value string) any {
	var decoded any
	_ = json.Unmarshal([]byte(value), &decoded)
	return decoded
}
