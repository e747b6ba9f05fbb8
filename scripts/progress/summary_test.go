package progress_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/progress"
)

func TestCounts(t *testing.T) {
	t.Parallel()
	for want, tt := range map[string]struct {
		verb string
		c    engine.Changes
	}{
		"no changes":                 {"deploy", engine.Changes{}},
		"no changes, 7 as they were": {"deploy", engine.Changes{Unchanged: 7}},
		"1 created, 2 updated, 3 replaced, 4 deleted, 5 unchanged": {"deploy", engine.Changes{
			Created:   1,
			Updated:   2,
			Replaced:  3,
			Deleted:   4,
			Unchanged: 5,
		}},
		"1 to create, 2 to update, 3 to replace, 4 to delete": {"preview", engine.Changes{
			Created:  1,
			Updated:  2,
			Replaced: 3,
			Deleted:  4,
		}},
	} {
		assert.Equal(t, want, progress.Counts(tt.verb, tt.c))
	}
}

func TestSummaryTellsWhatWasDoneAndHowToGoOn(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	r := layers.Report{
		Outcomes: []layers.Outcome{
			{
				Layer:  "foundation",
				Verb:   "deploy",
				Status: layers.Done,
				Result: engine.Result{
					Changes:  engine.Changes{Created: 25},
					Duration: 1500 * time.Millisecond,
				},
			},
			{
				Layer:  "compute",
				Verb:   "deploy",
				Status: layers.Failed,
			},
			{
				Layer:  "delivery",
				Verb:   "deploy",
				Status: layers.Waiting,
			},
		},
		Stale: []layers.Stale{{
			Layer:   "delivery",
			Outputs: []string{"keyArn of foundation"},
		}},
	}
	progress.Summary(&out, 0, "dev", r)
	assert.Equal(t, `
layer       result       created  updated  replaced  deleted  unchanged  seconds
foundation  done         25       0        0         0        0          1.5
compute     failed       0        0        0         0        0          0.0
delivery    not started                                                  
delivery has not taken what has changed: keyArn of foundation; update it with `+"`make deploy LAYER=delivery ENV=dev`"+`
`, out.String())

	out.Reset()
	r.Stale[0].Outputs = []string{"a", "b", "c", "d", "e", "f"}
	r.Resume = "make deploy-all ENV=dev"
	progress.Summary(&out, 0, "dev", r)
	assert.Contains(t, out.String(), "delivery has not taken what has changed: a, b, c, d and 2 more\n"+
		"What is done stays done. Mend the cause below, then go on with `make deploy-all ENV=dev`\n")
}

func TestSummaryOfAPreviewSpeaksOfThePlan(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	progress.Summary(&out, 0, "dev", layers.Report{Outcomes: []layers.Outcome{{
		Layer:  "foundation",
		Verb:   "preview",
		Status: layers.Done,
	}}})
	assert.Contains(t, out.String(), "to create  to update  to replace  to delete")
	out.Reset()
	progress.Summary(&out, 0, "dev", layers.Report{})
	assert.Empty(t, out.String())
}

func TestSummaryOnANarrowTerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	progress.Summary(&out, 40, "dev", layers.Report{
		Outcomes: []layers.Outcome{
			{
				Layer:  "foundation",
				Verb:   "deploy",
				Status: layers.Done,
				Result: engine.Result{
					Changes: engine.Changes{
						Created:   25,
						Unchanged: 100,
					},
					Duration: 1500 * time.Millisecond,
				},
			},
			{
				Layer:  "delivery",
				Verb:   "deploy",
				Status: layers.Waiting,
			},
		},
		Losses: []layers.Loss{{
			Op:   "delete",
			Name: "ecr-cart-dev",
			What: "a repository, with its images",
		}},
		Resume: "make deploy-all ENV=dev",
	})
	assert.Equal(t, `
This takes away what holds data or
serves traffic:
  delete  ecr-cart-dev a repository,
          with its images

foundation  done: 25 created, 100
            unchanged, 1.5 s
delivery    not started
What is done stays done. Mend the cause
below, then go on with
`+"`make deploy-all ENV=dev`\n", out.String())
}
