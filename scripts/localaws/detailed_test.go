package localaws

import (
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/properties"
)

func TestDetailed(t *testing.T) {
	t.Parallel()
	type m = map[string]any
	const add, update, remove = pulumirpc.PropertyDiff_ADD, pulumirpc.PropertyDiff_UPDATE, pulumirpc.PropertyDiff_DELETE
	for name, c := range map[string]struct {
		old, now any
		want     map[string]pulumirpc.PropertyDiff_Kind
	}{
		"a value":                  {1.0, 2.0, map[string]pulumirpc.PropertyDiff_Kind{"key": update}},
		"a value that comes":       {nil, 2.0, map[string]pulumirpc.PropertyDiff_Kind{"key": add}},
		"a value that goes":        {1.0, nil, map[string]pulumirpc.PropertyDiff_Kind{"key": remove}},
		"a list of another length": {[]any{1.0}, []any{1.0, 2.0}, map[string]pulumirpc.PropertyDiff_Kind{"key": update}},
		"one of a list": {
			[]any{1.0, 2.0},
			[]any{1.0, 3.0},
			map[string]pulumirpc.PropertyDiff_Kind{"key[1]": update},
		},
		"inside": {
			m{"a": m{"same": 1.0, "b": 1.0, "c.d": 1.0}}, m{"a": m{"same": 1.0, "b": 2.0, "e": 1.0}},
			map[string]pulumirpc.PropertyDiff_Kind{"key.a.b": update, `key.a["c.d"]`: remove, "key.a.e": add},
		},
		"of another kind": {m{"a": 1.0}, []any{1.0}, map[string]pulumirpc.PropertyDiff_Kind{"key": update}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			old, now := properties.Map{"key": c.old}, properties.Map{"key": c.now}
			got := map[string]pulumirpc.PropertyDiff_Kind{}
			for path, d := range detailed([]string{"key"}, nil, old, now) {
				got[path] = d.GetKind()
			}
			assert.Equal(t, c.want, got)
			for path, d := range detailed([]string{"key"}, []string{"key"}, old, now) {
				assert.Equal(t, c.want[path].String()+"_REPLACE", d.GetKind().String())
			}
		})
	}
}
