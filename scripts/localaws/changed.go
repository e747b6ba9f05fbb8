package localaws

import (
	"encoding/json"
	"reflect"
	"slices"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
)

// changedInputs names, in order, the inputs that differ in effect. Neither removing an
// input that had the default value nor giving that value for the first time is a
// change, as the state holds the default either way. Removing an input is also no change
// if AWS computes the value when it is absent: then the present value stays.
func changedInputs(k *resources.Type, c *resources.Call, now properties.Map) []string {
	var open properties.Map
	if k.Outputs != nil {
		open = k.Outputs(c)
	}
	changed := changedKeys(c.Old, now)
	for _, key := range k.Literal {
		if old, ok := c.Old.Text(key); ok && now.Str(key) != old && !slices.Contains(changed, key) {
			changed = append(changed, key)
		}
	}
	slices.Sort(changed)
	return slices.DeleteFunc(changed, func(key string) bool {
		if now[key] != nil {
			return c.Old[key] == nil && k.Defaults[key] != nil && sameValue(k.Defaults[key], now[key])
		}
		_, chosen := open[key]
		return chosen || sameValue(k.Defaults[key], c.Old[key])
	})
}

// changedKeys names, in order, the properties that differ.
func changedKeys(old, now properties.Map) []string {
	var out []string
	for key := range old {
		if _, still := now[key]; !still && old[key] != nil {
			out = append(out, key)
		}
	}
	for key, v := range now {
		if !sameValue(old[key], v) {
			out = append(out, key)
		}
	}
	out = slices.DeleteFunc(out, func(key string) bool { return key == defaultsKey })
	slices.Sort(out)
	return out
}

// sameValue compares two values; texts that are JSON objects or lists are equal
// when they mean the same, as the provider compares policies and definitions.
func sameValue(a, b any) bool {
	if reflect.DeepEqual(a, b) || isNothing(a) && isNothing(b) {
		return true
	}
	x, isText := a.(string)
	y, isTextToo := b.(string)
	if !isText || !isTextToo {
		return false
	}
	var left, right any
	if json.Unmarshal([]byte(x), &left) != nil || json.Unmarshal([]byte(y), &right) != nil {
		return false
	}
	return reflect.DeepEqual(left, right)
}

// isNothing reports whether a value is none, or a list without elements.
func isNothing(v any) bool {
	list, isList := v.([]any)
	return v == nil || isList && len(list) == 0
}

// mergedTags is tagsAll: the provider's default tags under the resource's own.
func mergedTags(s view, in properties.Map) any {
	if in.IsUnknown("tags") {
		return properties.Unknown{}
	}
	out := map[string]any{}
	for key, v := range s.tags {
		out[key] = v
	}
	for key, v := range in.Sub("tags") {
		out[key] = v
	}
	return out
}
