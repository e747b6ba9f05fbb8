package engine

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Unknown is the value of a property that only the change itself will tell.
const Unknown = "(known after the change)"

// Difference is one property of a resource that a step changes. The engine writes
// "[secret]" for a secret value.
type Difference struct {
	Path string `json:"path"` // as Pulumi writes it, such as tags.Owner or rules[0].id
	Old  any    `json:"old,omitempty"`
	New  any    `json:"new,omitempty"`
}

// detail says what a property is compared with: the inputs before, else the state.
type detail struct {
	InputDiff bool `json:"inputDiff"`
}

// properties are what the engine has of a resource before or after a step.
type properties struct {
	ID      string `json:"id"`
	Inputs  values `json:"inputs"`
	Outputs values `json:"outputs"`
}

// values are properties as they came: as the JSON of a log, or from the engine in this
// process. Only those of a resource that changes are looked into.
type values struct {
	raw   json.RawMessage
	props resource.PropertyMap
}

// UnmarshalJSON keeps the JSON as it is.
func (v *values) UnmarshalJSON(raw []byte) error {
	v.raw = slices.Clone(raw)
	return nil
}

// object is the values as JSON has them.
func (v values) object() map[string]any {
	if v.props != nil {
		return v.props.MapRepl(nil, shown)
	}
	var object map[string]any
	_ = json.Unmarshal(v.raw, &object) // null, or an object
	return object
}

// shown is what is shown of values that are secret or not known yet.
func shown(v resource.PropertyValue) (any, bool) {
	switch {
	case v.IsSecret():
		return Secret, true
	case v.IsComputed(), v.IsOutput() && !v.OutputValue().Known:
		return Unknown, true
	}
	return nil, false
}

// compared are the operations whose properties are of interest: the others make or
// delete a resource as a whole, or change nothing.
var compared = []string{"update", "replace"}

// differences are the changed properties with their values.
func (s *step) differences() []Difference {
	m := s.Metadata
	if !slices.Contains(compared, m.Op) || m.Old == nil || m.New == nil {
		return nil
	}
	before, after := read(m.Old.Outputs, m.Old.Inputs), read(m.New.Inputs, m.New.Outputs)
	paths := slices.Sorted(maps.Keys(m.Detailed))
	if len(paths) == 0 {
		paths = slices.Sorted(slices.Values(m.Diffs))
	}
	var found []Difference
	for _, path := range paths {
		old := before
		if m.Detailed[path].InputDiff {
			old = read(m.Old.Inputs)
		}
		found = append(found, Difference{
			Path: path,
			Old:  old(path),
			New:  after(path),
		})
	}
	return found
}

// read returns what finds a property in the first of the objects that has it.
func read(objects ...values) func(path string) any {
	var all []map[string]any
	for _, v := range objects {
		all = append(all, v.object())
	}
	return func(path string) any {
		parsed, err := resource.ParsePropertyPath(path)
		if err != nil {
			return nil
		}
		for _, object := range all {
			if value := at(object, parsed); value != nil {
				return known(value)
			}
		}
		return nil
	}
}

// at is the value at the path, nil if there is none.
func at(object map[string]any, path resource.PropertyPath) any {
	var value any = object
	for _, key := range path {
		switch key := key.(type) {
		case string:
			object, _ := value.(map[string]any)
			value = object[key]
		case int:
			list, _ := value.([]any)
			if key >= len(list) {
				return nil
			}
			value = list[key]
		}
	}
	return value
}

func known(value any) any {
	if value == plugin.UnknownStringValue {
		return Unknown
	}
	return value
}
