package events_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/events"
)

const owner = "000000000000"

func rule(name, on, pattern, state string) localaws.Resource {
	return localaws.Resource{
		Account: owner,
		Type:    "aws:cloudwatch/eventRule:EventRule",
		ID:      on + "/" + name,
		Outputs: map[string]any{
			"name": name, "eventBusName": on, "eventPattern": pattern, "state": state,
		},
	}
}

func target(of, on, arn string, transformer any) localaws.Resource {
	outputs := map[string]any{"rule": of, "eventBusName": on, "arn": arn}
	if transformer != nil {
		outputs["inputTransformer"] = transformer
	}
	return localaws.Resource{
		Account: owner,
		Type:    "aws:cloudwatch/eventTarget:EventTarget",
		ID:      of + arn,
		Outputs: outputs,
	}
}

// events makes a bus of the resources that keeps what its targets get.
func newBus(t *testing.T, resources ...localaws.Resource) (*events.Bus, map[string]string) {
	t.Helper()
	store := localaws.Open(t.TempDir())
	for _, r := range resources {
		require.NoError(t, store.Put(r))
	}
	got := map[string]string{}
	return &events.Bus{
		View:    account.View{Store: store},
		Account: owner,
		Region:  "us-east-1",
		Now:     func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) },
		Deliver: func(_ context.Context, to account.Target, input []byte) error {
			got[to.Arn] = string(input)
			return nil
		},
	}, got
}

func TestAnEventReachesTheTargetsOfTheRulesThatMatch(t *testing.T) {
	t.Parallel()
	const pushes = `{"source":["github.com"],"detail":{"ref":["refs/heads/main"]}}`
	b, got := newBus(t,
		rule("push", "bus-github", pushes, "ENABLED"), target("push", "bus-github", "arn:1", nil),
		target("push", "bus-github", "arn:2", map[string]any{
			"inputPaths":    map[string]any{"ref": "$.detail.ref"},
			"inputTemplate": `"<ref>"`,
		}),
		rule("off", "bus-github", pushes, "DISABLED"), target("off", "bus-github", "arn:3", nil),
		rule("push", "default", pushes, "ENABLED"), target("push", "default", "arn:4", nil),
		rule("count", "bus-github", pushes, "ENABLED"),
		rule("other", "bus-github", `{"source":["elsewhere"]}`, "ENABLED"), target("other", "bus-github", "arn:5", nil),
	)
	id, matched, err := b.Put(t.Context(), "bus-github", "github.com", "push", []byte(`{"ref":"refs/heads/main"}`))
	require.NoError(t, err)
	require.Len(t, matched, 2)
	assert.Equal(t, [...]any{"count", 0, "push", 2}, [...]any{
		matched[0].Rule.Name, matched[0].Targets, matched[1].Rule.Name, matched[1].Targets,
	})
	assert.Len(t, got, 2, "neither a rule that is off, nor one on another bus, nor one that does not match")
	assert.Equal(t, `"refs/heads/main"`, got["arn:2"])
	var whole events.Event
	require.NoError(t, json.Unmarshal([]byte(got["arn:1"]), &whole))
	assert.Equal(t, events.Event{
		Version:    "0",
		ID:         id,
		DetailType: "push",
		Source:     "github.com",
		Account:    owner,
		Time:       "2026-03-01T12:00:00Z",
		Region:     "us-east-1",
		Resources:  []string{},
		Detail:     []byte(`{"ref":"refs/heads/main"}`),
	}, whole)
}

func TestEventsOfOneMomentKeepTheirOrderByTheirIds(t *testing.T) {
	t.Parallel()
	b, _ := newBus(t)
	first, _, err := b.Put(t.Context(), events.Default, "a", "b", []byte(`{}`))
	require.NoError(t, err)
	second, _, err := b.Put(t.Context(), events.Default, "a", "b", []byte(`{}`))
	require.NoError(t, err)
	assert.Less(t, first, second)
}

func TestATargetThatFailsNamesItsRule(t *testing.T) {
	t.Parallel()
	b, _ := newBus(t, rule("push", events.Default, `{"source":["a"]}`, "ENABLED"),
		target("push", events.Default, "arn:1", nil))
	b.Deliver = func(context.Context, account.Target, []byte) error { return errors.New("no such pipeline") }
	_, _, err := b.Put(t.Context(), events.Default, "a", "b", []byte(`{}`))
	assert.EqualError(t, err, "hand event to target of rule push: no such pipeline")

	b, _ = newBus(t, rule("odd", events.Default, `{"source":"a"}`, "ENABLED"))
	_, _, err = b.Put(t.Context(), events.Default, "a", "b", []byte(`{}`))
	assert.ErrorContains(t, err, "match rule odd: ")
}
