package progress_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/progress"
)

// The engine reads resources side by side, and says of each that it differs when it has
// been read: two runs that find the same have to look the same.
func TestWhatDiffersIsToldByName(t *testing.T) {
	t.Parallel()
	differ := []engine.Event{
		differing("update", "aws:sns/topic:Topic", "b", "policy"),
		differing("delete", "aws:sqs/queue:Queue", "a"),
		differing("update", "aws:iam/role:Role", "b"),
	}
	const listed = "layer         gone     a (Queue)\n" +
		"layer         changed  b (Role)\n" +
		"layer         changed  b (Topic): policy\n"
	for name, c := range map[string]struct {
		verb, last string
		ends       layers.Status
	}{
		"of a comparison":            {"compare", "layer       2 changed, 1 gone, 0 as recorded in 0.0 s\n", layers.Done},
		"of a recovery":              {"recover", "layer       2 updated, 1 deleted in 0.0 s\n", layers.Done},
		"of a comparison that fails": {"compare", "layer       failed after 0.0 s\n", layers.Failed},
	} {
		for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			var out bytes.Buffer
			p := progress.NewProgress(&out, false, frozen)
			p.Begin("layer", c.verb)
			out.Reset()
			for _, at := range order {
				e := differ[at]
				begun := differing("refresh", e.Type, e.Name)
				begun.Kind = engine.Started
				p.Event("layer", begun)
				e.Kind = engine.Finished
				p.Event("layer", e)
			}
			changes := engine.Changes{Updated: 2, Deleted: 1}
			p.End(layers.Outcome{
				Layer:  "layer",
				Verb:   c.verb,
				Status: c.ends,
				Result: engine.Result{Changes: changes},
			})
			assert.Equal(t, listed+c.last, out.String(), "%s, in the order %v", name, order)
		}
	}
}

func differing(op, kind, name string, changed ...string) engine.Event {
	return engine.Event{
		Op:      op,
		Type:    kind,
		Name:    name,
		Changed: changed,
	}
}

// What an earlier run of the same process found is not told again.
func TestWhatDifferedIsToldOnce(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, false, frozen)
	for range 2 {
		p.Begin("layer", "compare")
		e := differing("delete", "aws:sqs/queue:Queue", "a")
		e.Kind = engine.Started
		p.Event("layer", e)
		assert.NotContains(t, out.String()[strings.LastIndex(out.String(), "comparing"):], "gone", "before it is read")
		e.Kind = engine.Finished
		p.Event("layer", e)
		p.End(layers.Outcome{
			Layer:  "layer",
			Verb:   "compare",
			Status: layers.Done,
		})
	}
	assert.Equal(t, 2, strings.Count(out.String(), "gone     a (Queue)"))
}
