package report_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/plan"
	"slipway/scripts/report"
)

// clock moves on by a second whenever it is read.
func clock() func() time.Time {
	at := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	return func() time.Time {
		at = at.Add(time.Second)
		return at
	}
}

type deaf struct{}

func (deaf) Begin(string, string)       {}
func (deaf) Event(string, engine.Event) {}
func (deaf) End(layers.Outcome)         {}

func step(kind engine.Kind, op, name string) engine.Event {
	return engine.Event{
		Kind: kind,
		Op:   op,
		Type: "aws:sns/topic:Topic",
		Name: name,
	}
}

func TestTheRecorderKeepsWhatChangedAndWhatIsWrong(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "runs", "a.log")
	log := report.NewLog(file, clock())
	assert.Empty(t, log.File(), "nothing has been written")
	r := report.Record(deaf{}, log, clock())
	r.Begin("compute", "plan")
	r.Event("compute", step(engine.Started, "update", "a"))
	r.Event("compute", step(engine.Finished, "update", "a"))
	r.Begin("compute", "deploy")
	r.Event("compute", engine.Event{Kind: engine.Begun, Resources: 3})
	r.Event("compute", step(engine.Started, "same", "b"))
	r.Event("compute", step(engine.Finished, "same", "b"))
	r.Event("compute", step(engine.Started, "update", "a"))
	ended := step(engine.Finished, "update", "a")
	ended.Differences = []engine.Difference{{
		Path: "tags.Owner",
		Old:  "a",
		New:  "[secret]",
	}}
	r.Event("compute", ended)
	r.Event("compute", ended) // a component ends twice
	r.Event("compute", step(engine.Started, "create", "c"))
	r.Event("compute", engine.Event{
		Kind:     engine.Diagnostic,
		Severity: "error",
		Name:     "c",
		Type:     "aws:sns/topic:Topic",
		Message:  "no\nroom",
	})
	r.Event("compute", step(engine.Failed, "create", "c"))
	o := layers.Outcome{
		Layer:  "compute",
		Verb:   "deploy",
		Status: layers.Failed,
		Result: engine.Result{
			Changes:  engine.Changes{Updated: 1},
			Duration: 2 * time.Second,
		},
	}
	r.End(o)

	to := report.Report{NotLive: map[string][]string{}}
	stale := layers.Stale{Layer: "delivery", Outputs: []string{"x of compute"}}
	loss := layers.Loss{Op: "delete", Group: "cart"}
	r.Fill(&to, layers.Report{
		Outcomes: []layers.Outcome{o},
		Stale:    []layers.Stale{stale},
		Waiting:  map[string][]string{"api": {"memory"}},
		Resume:   "make deploy-all ENV=dev",
		Losses:   []layers.Loss{loss},
	}, map[string]map[string]any{"compute": {"x": "1"}})
	assert.Equal(t, []report.Layer{{
		Name:    "compute",
		Did:     "deploy",
		Result:  "failed",
		Seconds: 2,
		Updated: 1,
		Resources: []report.Resource{
			{
				Change:     "update",
				Type:       "aws:sns/topic:Topic",
				Name:       "a",
				Seconds:    1,
				Properties: ended.Differences,
			},
			{
				Change:  "create",
				Type:    "aws:sns/topic:Topic",
				Name:    "c",
				Failed:  true,
				Seconds: 1,
			},
		},
		Errors: []report.Fault{{
			Type:    "aws:sns/topic:Topic",
			Name:    "c",
			Message: "no\nroom",
		}},
		Outputs: map[string]any{"x": "1"},
	}}, to.Layers)
	assert.Equal(t, []report.Stale{report.Stale(stale)}, to.Stale)
	assert.Equal(t, []plan.Loss{{Change: "delete", Allow: "cart"}}, to.Losses)
	assert.Equal(t, map[string][]string{"api": {"memory"}}, to.NotLive)
	assert.Equal(t, "make deploy-all ENV=dev", to.Next)

	require.NoError(t, log.Close())
	assert.Equal(t, file, log.File())
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, `12:00:01.000 compute    plan
12:00:02.000 compute    started update a (aws:sns/topic:Topic)
12:00:03.000 compute    finished update a (aws:sns/topic:Topic)
12:00:04.000 compute    deploy
12:00:05.000 compute    begins on 3 resources
12:00:06.000 compute    started same b (aws:sns/topic:Topic)
12:00:07.000 compute    finished same b (aws:sns/topic:Topic)
12:00:08.000 compute    started update a (aws:sns/topic:Topic)
12:00:09.000 compute    finished update a (aws:sns/topic:Topic)
12:00:10.000 compute      tags.Owner: a -> [secret]
12:00:11.000 compute    finished update a (aws:sns/topic:Topic)
12:00:12.000 compute      tags.Owner: a -> [secret]
12:00:13.000 compute    started create c (aws:sns/topic:Topic)
12:00:14.000 compute    error: c (aws:sns/topic:Topic): no
    room
12:00:15.000 compute    failed create c (aws:sns/topic:Topic)
12:00:16.000 compute    failed
`, string(text))
}

func TestALogThatCannotBeWrittenEndsNoRun(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "runs")
	require.NoError(t, os.WriteFile(folder, nil, 0o600))
	log := report.NewLog(filepath.Join(folder, "a.log"), clock())
	for range 2 {
		log.Event("compute", step(engine.Started, "create", "a"))
	}
	assert.Empty(t, log.File())
	assert.ErrorContains(t, log.Close(), "write the engine's log: ")
	assert.ErrorContains(t, report.Report{}.Write(filepath.Join(folder, "a.json")), "write the report: ")
	assert.ErrorContains(t, report.Prune(folder), "list earlier runs: ")
}

func TestTheNewestTwentyRunsAreKept(t *testing.T) {
	t.Parallel()
	folder, at := t.TempDir(), clock()
	var runs []string
	for i := range 23 {
		run := report.Name(at(), "deploy-all")
		runs = append(runs, run)
		r := report.Report{Run: run}
		require.NoError(t, r.Write(filepath.Join(folder, run+".json")))
		if i%2 == 0 {
			require.NoError(t, os.WriteFile(filepath.Join(folder, run+".log"), nil, 0o600))
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "0"), nil, 0o600))
	assert.Equal(t, "20261127T120001.000Z-deploy-all", runs[0])
	require.NoError(t, report.Prune(folder))
	left, err := filepath.Glob(filepath.Join(folder, "*"))
	require.NoError(t, err)
	assert.Len(t, left, 1+20+10, fmt.Sprint(left))
	assert.FileExists(t, filepath.Join(folder, runs[3]+".json"))
	assert.NoFileExists(t, filepath.Join(folder, runs[2]+".json"))
	assert.NoFileExists(t, filepath.Join(folder, runs[2]+".log"))

	text, err := os.ReadFile(filepath.Join(folder, runs[22]+".json"))
	require.NoError(t, err)
	var r report.Report
	require.NoError(t, json.Unmarshal(text, &r))
	assert.Equal(t, runs[22], r.Run)
}
