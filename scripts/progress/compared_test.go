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
		{Op: "update", Type: "aws:sns/topic:Topic", Name: "b", Changed: []string{"policy"}},
		{Op: "delete", Type: "aws:sqs/queue:Queue", Name: "a"},
		{Op: "update", Type: "aws:iam/role:Role", Name: "b"},
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
				p.Event("layer", engine.Event{Kind: engine.Started, Op: "refresh", Type: e.Type, Name: e.Name})
				e.Kind = engine.Finished
				p.Event("layer", e)
			}
			p.End(layers.Outcome{
				Layer:  "layer",
				Verb:   c.verb,
				Status: c.ends,
				Result: engine.Result{Changes: engine.Changes{Updated: 2, Deleted: 1}},
			})
			assert.Equal(t, listed+c.last, out.String(), "%s, in the order %v", name, order)
		}
	}
}

// What an earlier run of the same process found is not told again.
func TestWhatDifferedIsToldOnce(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, false, frozen)
	for range 2 {
		p.Begin("layer", "compare")
		e := engine.Event{Kind: engine.Started, Op: "delete", Type: "aws:sqs/queue:Queue", Name: "a"}
		p.Event("layer", e)
		assert.NotContains(t, out.String()[strings.LastIndex(out.String(), "comparing"):], "gone", "before it is read")
		e.Kind = engine.Finished
		p.Event("layer", e)
		p.End(layers.Outcome{Layer: "layer", Verb: "compare", Status: layers.Done})
	}
	assert.Equal(t, 2, strings.Count(out.String(), "gone     a (Queue)"))
}
