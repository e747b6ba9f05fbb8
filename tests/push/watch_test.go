package push_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/events"
	"slipway/scripts/localaws/sqs"
)

// rules is EventBridge as the starter calls it: the states of the rules on the bus, and how
// many of them lead to it.
type rules struct {
	pipelines
	states  []string
	leading int
}

func (r *rules) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	if left := r.fails[resource]; len(left) > 0 {
		r.fails[resource] = left[1:]
		return nil, left[0]
	}
	switch resource {
	case events.ListRulesResource:
		all := []any{}
		for i, state := range r.states {
			all = append(all, map[string]any{"Name": fmt.Sprint("rule-", i), "State": state})
		}
		return map[string]any{"Rules": all}, nil
	case events.ListByTargetResource:
		names := []any{}
		for i := range r.leading {
			names = append(names, fmt.Sprint("rule-", i))
		}
		return map[string]any{"RuleNames": names}, nil
	}
	return r.pipelines.Call(ctx, resource, role, parameters)
}

// looked is the starter's run for a push of which three rules should know.
func (r *rules) looked(t *testing.T) (ended string, took time.Duration, failed error) {
	t.Helper()
	return runStarter(t, r, 0, map[string]any{
		"bus":      "bus-github-dev",
		"rules":    3,
		"commit":   pushed,
		"pushedAt": "2026-03-01T12:00:00Z",
	})
}

// A push that no rule takes is nobody's fault on a bus, so the rules are looked at.
func TestWatch(t *testing.T) { // R10
	t.Parallel()
	on, off := "ENABLED", "DISABLED"
	for says, r := range map[string]*rules{
		"all that should be there": {states: []string{on, on, on}, leading: 3},
		"a rule of somebody else":  {states: []string{on, on, on, on}, leading: 3},
		"a service that goes":      {states: []string{on, on, on, on}, leading: 4},
	} {
		t.Run("is content with "+says, func(t *testing.T) {
			t.Parallel()
			ended, _, err := r.looked(t)
			require.NoError(t, err)
			assert.Equal(t, "AllAreThere", ended)
			assert.Empty(t, r.kept)
			assert.Empty(t, r.asked)
		})
	}
	for says, r := range map[string]*rules{
		"a rule that is disabled":           {states: []string{on, off, on}, leading: 3},
		"a rule that is not there":          {states: []string{on, on}, leading: 2},
		"a rule that was made under a name": {states: []string{on, on, on}, leading: 2},
		"a bus without rules":               {},
	} {
		t.Run("tells of "+says, func(t *testing.T) {
			t.Parallel()
			ended, _, err := r.looked(t)
			require.NoError(t, err, "the queue's alarm tells")
			assert.Equal(t, "Kept", ended)
			require.Len(t, r.kept, 1)
			var kept map[string]any
			require.NoError(t, json.Unmarshal([]byte(r.kept[0]), &kept))
			assert.Equal(t, pushed, kept["commit"])
		})
	}
	for _, call := range []string{events.ListRulesResource, events.ListByTargetResource} {
		t.Run("tells if it cannot look: "+call, func(t *testing.T) {
			t.Parallel()
			r := &rules{
				pipelines: pipelines{fails: map[string][]error{call: denied(5)}},
				states:    []string{on, on, on},
				leading:   3,
			}
			ended, took, err := r.looked(t)
			require.NoError(t, err)
			assert.Equal(t, "Kept", ended)
			assert.Less(t, took, 4*time.Minute, "an Express execution may take five minutes")
		})
	}
	t.Run("fails if the queue takes nothing either, so that its alarm fires", func(t *testing.T) {
		t.Parallel()
		r := &rules{pipelines: pipelines{fails: map[string][]error{sqs.Resource: refused(3)}}}
		_, _, err := r.looked(t)
		require.Error(t, err)
	})
}

func denied(times int) []error {
	var all []error
	for range times {
		all = append(all, &asl.Error{Name: "EventBridge.EventBridgeException", Cause: "not authorized"})
	}
	return all
}
