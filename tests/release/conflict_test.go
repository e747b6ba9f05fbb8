package release_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// busyFunction is Lambda while somebody else changes the function: each call that changes
// it is rejected some times.
type busyFunction struct {
	*bench
	times int
	met   map[string]int // by action
}

// Call is asl.Tasks.
func (f *busyFunction) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	action := resource[strings.LastIndex(resource, ":")+1:]
	changes := strings.Contains(resource, ":lambda:") &&
		(strings.HasPrefix(action, "update") || strings.HasPrefix(action, "publish"))
	if changes && f.met[action] < f.times {
		f.met[action]++
		return nil, &asl.Error{
			Name:  "Lambda.ResourceConflictException",
			Cause: "The operation cannot be performed at this time. An update is in progress for resource",
		}
	}
	return f.Model.Call(ctx, resource, role, parameters)
}

// A release that was approved outlasts what changes the function meanwhile.
func TestAReleaseOutlastsWhoeverChangesTheFunction(t *testing.T) { // R6
	t.Parallel()
	for _, name := range []string{"a release", "a release all at once", "settings that wait", "a rollback"} {
		for _, times := range []int{1, 2, 5} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := scenarios[name]
				b := s.bench(sameAccount)
				busy := &busyFunction{
					bench: b,
					times: times,
					met:   map[string]int{},
				}
				o := b.start(s.input, func(*string) asl.Tasks { return busy }, never)
				require.Nil(t, o.err)
				assert.Equal(t, asl.StatusSucceeded, o.status)
				assert.Equal(t, s.version, b.Function.AliasVersion)
				assert.NotEmpty(t, busy.met)
				for action, met := range busy.met {
					assert.Equal(t, times, met, action)
				}
				b.afterwards(t)
			})
		}
	}
}
