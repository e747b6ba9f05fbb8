package security_test

import (
	"slices"

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
