package localaws

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"slipway/scripts/localaws/properties"
)

// detailed names each change down to the value, by its path, as pulumi-aws does.
func detailed(changed, replaces []string, old, now properties.Map) map[string]*pulumirpc.PropertyDiff {
	all := map[string]*pulumirpc.PropertyDiff{}
	for _, key := range changed {
		for path, kind := range paths(key, old[key], now[key]) {
			if slices.Contains(replaces, key) {
				kind++ // the kinds that replace each follow the one that does not
			}
			all[path] = &pulumirpc.PropertyDiff{Kind: kind, InputDiff: true}
		}
	}
	return all
}

// paths are those of the values that differ. A list of another length differs as a whole.
func paths(at string, old, now any) map[string]pulumirpc.PropertyDiff_Kind {
	found := map[string]pulumirpc.PropertyDiff_Kind{}
	was, wasObject := old.(map[string]any)
	is, isObject := now.(map[string]any)
	before, wasList := old.([]any)
	after, isList := now.([]any)
	switch {
	case wasObject && isObject:
		for _, key := range slices.Sorted(maps.Keys(joined(was, is))) {
			if !sameValue(was[key], is[key]) {
				maps.Copy(found, paths(at+step(key), was[key], is[key]))
			}
		}
	case wasList && isList && len(before) == len(after):
		for i := range before {
			if !sameValue(before[i], after[i]) {
				maps.Copy(found, paths(fmt.Sprintf("%s[%d]", at, i), before[i], after[i]))
			}
		}
	}
	if len(found) > 0 {
		return found
	}
	kind := pulumirpc.PropertyDiff_UPDATE
	switch {
	case old == nil:
		kind = pulumirpc.PropertyDiff_ADD
	case now == nil:
		kind = pulumirpc.PropertyDiff_DELETE
	}
	return map[string]pulumirpc.PropertyDiff_Kind{at: kind}
}

// step is a key as Pulumi writes it in a path.
func step(key string) string {
	if strings.ContainsAny(key, `."[]`) {
		return fmt.Sprintf("[%q]", key)
	}
	return "." + key
}

func joined(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}
