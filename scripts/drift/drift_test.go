package drift_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/drift"
	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

// heard notes the operations that are passed on.
type heard struct {
	layers.Watcher
	ops   []string
	ended layers.Outcome
}

func (h *heard) End(o layers.Outcome) { h.ended = o }

func (h *heard) Event(_ string, e engine.Event) { h.ops = append(h.ops, e.Op) }

func event(op, kind, name string, changed ...string) engine.Event {
	return engine.Event{
		Kind:    engine.Finished,
		Op:      op,
		Type:    kind,
		Name:    name,
		ID:      "id-of-" + name,
		Changed: changed,
	}
}

func TestCollector(t *testing.T) {
	t.Parallel()
	h := &heard{}
	c := &drift.Collector{Watcher: h}
	begun := event("refresh", "aws:sns/topic:Topic", "topic")
	begun.Kind = engine.Started
	c.Event("delivery", begun)
	c.Event("delivery", event("delete", "aws:sns/topic:Topic", "topic", "arn"))
	c.Event("delivery", event("update", "aws:iam/role:Role", "role", "a", "b.c"))
	c.Event("foundation", event("update", "aws:kms/key:Key", "key", "tags.x"))
	c.Event("foundation", event("same", "aws:kms/alias:Alias", "alias"))
	all := c.Differences([]string{"foundation", "delivery"})
	t.Run("orders by layer and name", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		require.NoError(t, drift.Print(&out, all))
		assert.Equal(t, "foundation  changed  key (Key): tags.x\n"+
			"delivery    changed  role (Role): a, b.c\n"+
			"delivery    gone     topic (Topic)\n", out.String())
	})
	t.Run("keeps what AWS calls the resource", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "id-of-key", all[0].ID)
	})
	t.Run("passes on no difference, which would be told twice", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []string{"refresh", "refresh", "refresh", "refresh", "same"}, h.ops)
	})
}

func TestIgnored(t *testing.T) {
	t.Parallel()
	ignored := drift.Ignored{}
	require.NoError(t, ignored.Read(nil), "of a layer that is not deployed")
	require.ErrorContains(t, ignored.Read([]byte("{")), "decode state: ")
	require.NoError(t, ignored.Read([]byte(`{"deployment": {"resources": [
		{"urn": "urn:pulumi:dev::p::a$aws:lambda/alias:Alias::live", "type": "aws:lambda/alias:Alias",
		 "ignoreChanges": ["functionVersion", "routingConfig"]},
		{"urn": "urn:pulumi:dev::p::aws:sns/topic:Topic::topic", "type": "aws:sns/topic:Topic"}]}}`)))
	h := &heard{}
	c := &drift.Collector{Watcher: h, Ignored: ignored}
	c.Event("compute", event("update", "aws:lambda/alias:Alias", "live", "functionVersion", "routingConfig.weights[0]"))
	c.Event("compute", event("update", "aws:sns/topic:Topic", "topic", "functionVersion"))
	t.Run("what a release has changed is no drift", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, c.Differences(nil), 1)
		assert.Equal(t, "topic (Topic): functionVersion", c.Differences(nil)[0].String())
	})
	t.Run("and is counted as recorded", func(t *testing.T) {
		t.Parallel()
		c.End(layers.Outcome{
			Layer: "compute",
			Result: engine.Result{Changes: engine.Changes{
				Updated:   2,
				Unchanged: 5,
			}},
		})
		assert.Equal(t, engine.Changes{Updated: 1, Unchanged: 6}, h.ended.Result.Changes)
	})
	t.Run("but what else differs in the same resource is", func(t *testing.T) {
		t.Parallel()
		other := &drift.Collector{Watcher: &heard{}, Ignored: ignored}
		other.Event("compute", event("update", "aws:lambda/alias:Alias", "live", "functionVersion", "functionVersions"))
		assert.Equal(t, []string{"functionVersions"}, other.Differences(nil)[0].Properties)
	})
}
