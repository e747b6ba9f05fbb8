package expression

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Template compiles a payload template: in its objects a key that ends in ".$"
// is evaluated and loses that ending, everything else is copied. All faults are
// reported together.
func Template(template any) (Expression, error) {
	switch template := template.(type) {
	case map[string]any:
		return objectTemplate(template)
	case []any:
		return listTemplate(template)
	default:
		return literal{template}, nil
	}
}

// object is a template with at least one field; fields are in the order of
// their keys.
type object struct {
	keys   []string
	values []Expression
}

func objectTemplate(template map[string]any) (Expression, error) {
	var o object
	var faults []error
	constant := true
	for _, key := range slices.Sorted(maps.Keys(template)) {
		name, dynamic := strings.CutSuffix(key, ".$")
		value, err := fieldTemplate(template[key], dynamic)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", key, err))
			continue
		}
		if _, fixed := value.(literal); !fixed {
			constant = false
		}
		o.keys, o.values = append(o.keys, name), append(o.values, value)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	if constant {
		return literal{template}, nil
	}
	return o, nil
}

func fieldTemplate(value any, dynamic bool) (Expression, error) {
	if !dynamic {
		return Template(value)
	}
	text, ok := value.(string)
	if !ok {
		return nil, fmt.Errorf("a field whose name ends in .$ must hold a path or an intrinsic function")
	}
	return Compile(text)
}

func (o object) Eval(scope Scope) (any, error) {
	result := make(map[string]any, len(o.keys))
	for i, key := range o.keys {
		value, err := o.values[i].Eval(scope)
		if err != nil {
			return nil, err
		}
		result[key] = value
	}
	return result, nil
}

// list is a template of templates.
type list []Expression

func listTemplate(template []any) (Expression, error) {
	l := make(list, len(template))
	constant := true
	for i, element := range template {
		value, err := Template(element)
		if err != nil {
			return nil, fmt.Errorf("element %d: %w", i, err)
		}
		if _, fixed := value.(literal); !fixed {
			constant = false
		}
		l[i] = value
	}
	if constant {
		return literal{template}, nil
	}
	return l, nil
}

func (l list) Eval(scope Scope) (any, error) {
	result := make([]any, len(l))
	for i, element := range l {
		value, err := element.Eval(scope)
		if err != nil {
			return nil, err
		}
		result[i] = value
	}
	return result, nil
}
