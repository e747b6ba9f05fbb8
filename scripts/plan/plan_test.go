package plan_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/plan"
	"slipway/scripts/progress"
)

func TestRecorder(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	r := plan.Record(progress.NewProgress(&out, false, time.Now))
	r.Begin("compute", "preview")
	event := func(k engine.Kind, op, name string) engine.Event {
		return engine.Event{
			Kind:    k,
			Op:      op,
			Type:    "aws:lambda/function:Function",
			Name:    name,
			ID:      "lambda-" + name,
			Changed: []string{"name"},
			Differences: []engine.Difference{{
				Path: "name",
				Old:  "a",
				New:  "b",
			}},
		}
	}
	for _, e := range []engine.Event{
		event(engine.Started, "update", "begun"), event(engine.Finished, "same", "kept"),
		event(engine.Finished, "update", "api"), event(engine.Finished, "update", "api"),
		event(engine.Finished, "create-replacement", "cart"), event(engine.Finished, "replace", "cart"),
		{
			Kind: engine.Finished,
			Op:   "create",
			Type: "pulumi:providers:aws",
			Name: "default",
		},
	} {
		r.Event("compute", e)
	}
	p := r.Plan("dev", layers.Report{
		Outcomes: []layers.Outcome{
			{
				Layer:  "compute",
				Status: layers.Done,
				Result: engine.Result{
					Changes: engine.Changes{
						Created:   1,
						Updated:   2,
						Replaced:  3,
						Deleted:   4,
						Unchanged: 5,
					},
					Duration: 1500 * time.Millisecond,
				},
			},
			{Layer: "delivery", Status: layers.Waiting},
		},
		Losses: []layers.Loss{{
			Op:    "replace",
			Name:  "lambda-cart",
			What:  "its versions",
			Group: "cart",
		}},
	})
	properties := []engine.Difference{{
		Path: "name",
		Old:  "a",
		New:  "b",
	}}
	assert.Equal(t, plan.Plan{
		Environment: "dev",
		Layers: []plan.Layer{
			{
				Name:      "compute",
				Status:    "done",
				Seconds:   1.5,
				Create:    1,
				Update:    2,
				Replace:   3,
				Delete:    4,
				Unchanged: 5,
				Resources: []plan.Resource{
					{
						Change:     "update",
						Type:       "aws:lambda/function:Function",
						Name:       "api",
						ID:         "lambda-api",
						Properties: properties,
					},
					{
						Change:     "replace",
						Type:       "aws:lambda/function:Function",
						Name:       "cart",
						ID:         "lambda-cart",
						Because:    []string{"name"},
						Properties: properties,
					},
				},
			},
			{
				Name:      "delivery",
				Status:    "not started",
				Resources: []plan.Resource{},
			},
		},
		Losses: []plan.Loss{{
			Change: "replace",
			Name:   "lambda-cart",
			What:   "its versions",
			Allow:  "cart",
		}},
	}, p)
	assert.True(t, p.Changes())
	assert.False(t, plan.Plan{Layers: []plan.Layer{{Unchanged: 5}}}.Changes())
}

func TestMoved(t *testing.T) {
	t.Parallel()
	then := plan.Origin{
		Version:     "1.0.0",
		Environment: "dev",
		Account:     "111122223333",
		Commit:      "a",
		Settings:    map[string]string{"a.yaml": "1", "b.yaml": "1"},
		States:      map[string]string{"compute": "1"},
		Outside:     map[string][]string{"compute": {"gone x (Table)"}, "delivery": {"gone y (Table)"}},
	}
	assert.Empty(t, then.Moved(then))
	assert.Equal(t, []string{
		"slipway is 1.1.0, and was 1.0.0",
		"the environment is prod, and was dev",
		"the account is 444455556666, and was 111122223333",
		"the commit is none, and was a",
		"what is not committed has changed",
		"b.yaml has changed",
		"the state of compute has changed: somebody deployed",
		"compute in the account: changed z (Table): tags",
		"compute in the account: no longer gone x (Table)",
		"delivery in the account: no longer gone y (Table)",
	}, then.Moved(plan.Origin{
		Version:     "1.1.0",
		Environment: "prod",
		Account:     "444455556666",
		Uncommitted: "1",
		Settings:    map[string]string{"a.yaml": "1", "b.yaml": "2"},
		States:      map[string]string{"compute": "2"},
		Outside:     map[string][]string{"compute": {"changed z (Table): tags"}},
	}))
}

func TestState(t *testing.T) {
	t.Parallel()
	digest := func(text string) string {
		t.Helper()
		d, err := plan.State([]byte(text))
		require.NoError(t, err)
		return d
	}
	one := digest(`{"deployment": {"manifest": {"time": "1"}, "resources": [1]}}`)
	assert.NotEmpty(t, one)
	assert.Equal(t, one, digest(`{"deployment": {"manifest": {"time": "2"}, "resources": [1]}}`))
	assert.NotEqual(t, one, digest(`{"deployment": {"resources": [2]}}`))
	assert.NotEqual(t, one, digest(`{"deployment": {"resources": [1], "pending_operations": [1]}}`))
	assert.Empty(t, digest(""))
	assert.Empty(t, digest(`{"deployment": {}}`))
	_, err := plan.State([]byte("{"))
	assert.ErrorContains(t, err, "read state: ")
}

func TestSaved(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "plans", "dev")
	saved := plan.Saved{
		Origin: plan.Origin{Commit: "a"},
		Steps:  map[string]engine.Plan{"compute": engine.Plan(`{"a":1}`)},
	}
	require.NoError(t, saved.Save(folder))
	read, err := plan.Load(folder)
	require.NoError(t, err)
	assert.Equal(t, "a", read.Origin.Commit)
	assert.JSONEq(t, `{"a":1}`, string(read.Steps["compute"]))
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, left, 1)

	file := filepath.Join(folder, "plan.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"format": 2}`), 0o600))
	_, err = plan.Load(folder)
	assert.EqualError(t, err, "the plan in "+folder+" has the format 2, and this slipway reads 1")
	assert.ErrorContains(t, saved.Save(file), "save the plan: ")
	require.NoError(t, os.Mkdir(file+".part", 0o700))
	assert.ErrorContains(t, saved.Save(folder), "save the plan: ")
}

func TestCommit(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(content), 0o600))
	}
	git := func(words ...string) {
		t.Helper()
		said, err := exec.Command("git", append([]string{"-C", root}, words...)...).CombinedOutput()
		require.NoError(t, err, "%s", said)
	}
	at := func() (commit, uncommitted string) {
		t.Helper()
		commit, uncommitted, err := plan.Commit(t.Context(), root, filepath.Join(root, "plans"))
		require.NoError(t, err)
		return commit, uncommitted
	}
	commit, uncommitted := at()
	assert.Equal(t, "", commit+uncommitted, "no repository")
	write(".gitignore", "ignored\n")
	git("init", "--quiet")
	commit, uncommitted = at()
	assert.Equal(t, "", commit+uncommitted, "no commit")
	git("add", "--all")
	git("-c", "user.name=a", "-c", "user.email=a@acme.test", "commit", "--quiet", "--message", "a")
	commit, uncommitted = at()
	assert.Regexp(t, "^[0-9a-f]{40}$", commit)
	assert.Empty(t, uncommitted)
	write("ignored", "1")
	write("plans/plan.json", "{}")
	_, uncommitted = at()
	assert.Empty(t, uncommitted, "what Git ignores, and the plan")
	write("new.go", "1")
	_, first := at()
	assert.NotEmpty(t, first)
	write("new.go", "2")
	_, second := at()
	assert.NotEqual(t, first, second)
	require.NoError(t, os.Remove(filepath.Join(root, "new.go")))
	write(".gitignore", "ignored\nplans\n")
	_, third := at()
	assert.NotEmpty(t, third)
	assert.NotEqual(t, second, third)
}
