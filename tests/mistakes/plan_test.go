package mistakes_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/plan"
	"slipway/tests/harness"
)

// commit makes the checkout a Git repository, or commits what has changed in it.
func (s *site) commit(t *testing.T) {
	t.Helper()
	for _, words := range [][]string{
		{"init", "--quiet"}, {"add", "--all"},
		{"-c", "user.name=shop", "-c", "user.email=shop@acme.test", "commit", "--quiet",
			"--allow-empty", "--message", "change"},
	} {
		said, err := exec.Command("git", append([]string{"-C", s.Root}, words...)...).CombinedOutput()
		require.NoError(t, err, "%s", said)
	}
}

// planned is a site whose settings want more memory, with the plan of that saved.
func planned(t *testing.T) (s *site, folder string) {
	t.Helper()
	s = deployed(t)
	s.Configure(t, "compute", env, `slipway-compute:memory: "2048"`)
	s.commit(t)
	folder = filepath.Join(s.Root, "plans")
	r := s.Must(t, "preview-all", "--env", env, "--save", "plans")
	require.Contains(t, r.Err, "The plan is saved. `make deploy-all ENV=local PLAN=plans` deploys it, and nothing else.\n")
	return s, folder
}

// memory is that of the function in the account.
func (s *site) memory(t *testing.T) any {
	t.Helper()
	function, found, err := s.store.Get(tooling, "aws:lambda/function:Function", "lambda-api-local")
	require.NoError(t, err)
	require.True(t, found)
	return function.Outputs["memorySize"]
}

// putsOut changes what a layer's state says that it puts out.
func (s *site) putsOut(t *testing.T, layer, output, value string) {
	t.Helper()
	file := filepath.Join(s.State, ".pulumi", "stacks", "slipway-"+layer, env+".json")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	changed := regexp.MustCompile(`("`+output+`": *)[^,}\s]+`).ReplaceAllString(string(text), "${1}"+value)
	require.NotEqual(t, string(text), changed)
	require.NoError(t, os.WriteFile(file, []byte(changed), 0o600))
}

// A plan that was saved is deployed as it was seen, or not at all.
func TestPlans(t *testing.T) {
	t.Parallel()
	t.Run("a plan is deployed as it was seen, once", func(t *testing.T) {
		t.Parallel()
		s, folder := planned(t)
		saved, err := plan.Load(folder)
		require.NoError(t, err)
		assert.Equal(t, []string{"foundation", "compute", "delivery"},
			[]string{saved.Plan.Layers[0].Name, saved.Plan.Layers[1].Name, saved.Plan.Layers[2].Name})
		assert.Len(t, saved.Origin.Commit, 40)
		r := s.Must(t, "deploy-all", "--env", env, "--plan", "plans")
		assert.Regexp(t, `compute +done +0 +1 +0 +0 `, r.Err)
		assert.InDelta(t, 2048, s.memory(t), 0)
		assert.Contains(t, s.rejects(t, "deploy-all", "--plan", "plans"),
			"- the state of compute has changed: somebody deployed")
	})
	t.Run("a plan of an environment that is not there makes it", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Must(t, "preview-all", "--env", env, "--save", "plans")
		s.Must(t, "deploy-all", "--env", env, "--plan", "plans")
		assert.InDelta(t, 1024, s.memory(t), 0)
	})
	t.Run("what has moved since is named, all at once, and nothing is changed", func(t *testing.T) {
		t.Parallel()
		s, _ := planned(t)
		s.Configure(t, "delivery", env, "slipway-delivery:scanSeverity: HIGH")
		s.commit(t)
		require.NoError(t, os.WriteFile(filepath.Join(s.Root, "stacks", "new.go"), []byte("package stacks\n"), 0o600))
		table, found, err := s.store.Get(tooling, "aws:dynamodb/table:Table", "table-deployments-local")
		require.NoError(t, err)
		require.True(t, found)
		table.Outputs["deletionProtectionEnabled"] = true
		require.NoError(t, s.store.Put(table))
		s.putsOut(t, "compute", "contractVersion", "99")
		said := s.rejects(t, "deploy-all", "--plan", "plans")
		assert.Contains(t, said, "the plan in plans was made from what is there no longer, so nothing was changed:\n")
		for _, moved := range []string{
			"- the commit is ", "- what is not committed has changed\n",
			"- stacks/delivery/Pulumi.local.yaml has changed\n",
			"- the state of compute has changed: somebody deployed\n",
			"- foundation in the account: changed history-table (Table): deletionProtectionEnabled\n",
			"Make and read a new one with `make preview-all ENV=local SAVE=plans`\n",
		} {
			assert.Contains(t, said, moved)
		}
		assert.InDelta(t, 1024, s.memory(t), 0)
	})
	t.Run("an environment that somebody deployed meanwhile is named", func(t *testing.T) {
		t.Parallel()
		s, _ := planned(t)
		s.Must(t, "deploy", "--layer", "foundation", "--env", env)
		s.Must(t, "deploy", "--layer", "compute", "--env", env)
		assert.Contains(t, s.rejects(t, "deploy-all", "--plan", "plans"),
			"- the state of compute has changed: somebody deployed\n")
	})
	t.Run("a plan of other layers is named", func(t *testing.T) {
		t.Parallel()
		s, _ := planned(t)
		assert.Contains(t, s.rejects(t, "deploy", "--layer", "compute", "--plan", "plans"),
			"- it is of foundation, compute, delivery, and compute is to be deployed\n")
	})
	t.Run("a plan that is not there, or cut, is named", func(t *testing.T) {
		t.Parallel()
		s, folder := planned(t)
		assert.Contains(t, s.rejects(t, "deploy-all", "--plan", "elsewhere"), "read the plan: open ")
		require.NoError(t, os.WriteFile(filepath.Join(folder, "plan.json"), []byte("{"), 0o600))
		assert.Contains(t, s.rejects(t, "deploy-all", "--plan", "plans"),
			"read the plan "+filepath.Join(folder, "plan.json")+": ")
	})
	t.Run("the engine stops before a step that the plan does not have", func(t *testing.T) {
		t.Parallel()
		s, folder := planned(t)
		saved, err := plan.Load(folder)
		require.NoError(t, err)
		steps := strings.ReplaceAll(string(saved.Steps["compute"]), "2048", "3072")
		require.NotEqual(t, string(saved.Steps["compute"]), steps)
		saved.Steps["compute"] = json.RawMessage(steps)
		require.NoError(t, saved.Save(folder))
		assert.Contains(t, s.rejects(t, "deploy-all", "--plan", "plans"), "violates plan")
		assert.InDelta(t, 1024, s.memory(t), 0)
	})
}

// A preview tells a script what it found.
func TestPreviews(t *testing.T) {
	t.Parallel()
	s := deployed(t)
	code := func(words ...string) harness.Result {
		return s.run(t, append([]string{"preview-all", "--detailed-exitcode"}, words...)...)
	}
	r := code("--json")
	assert.Zero(t, r.Code, r.Err)
	var none plan.Plan
	require.NoError(t, json.Unmarshal([]byte(r.Out), &none))
	assert.False(t, none.Changes())
	s.Configure(t, "compute", env, `slipway-compute:memory: "2048"`)
	r = code("--json")
	assert.Equal(t, 3, r.Code, r.Err)
	var found plan.Plan
	require.NoError(t, json.Unmarshal([]byte(r.Out), &found))
	harness.Conforms(t, "plan.schema.json", r.Out)
	compute := found.Layers[1]
	assert.Equal(t, "compute done", compute.Name+" "+compute.Status)
	assert.Equal(t, []int{0, 1, 0, 0, 10},
		[]int{compute.Create, compute.Update, compute.Replace, compute.Delete, compute.Unchanged})
	require.Len(t, compute.Resources, 1)
	assert.Equal(t, "update", compute.Resources[0].Change)
	assert.Equal(t, "lambda-api-local", compute.Resources[0].ID)
	require.Len(t, compute.Resources[0].Properties, 1)
	assert.Equal(t, "memorySize", compute.Resources[0].Properties[0].Path)
	assert.InDelta(t, 1024, compute.Resources[0].Properties[0].Old, 0)
	assert.InDelta(t, 2048, compute.Resources[0].Properties[0].New, 0)
	r = code("--markdown")
	assert.Equal(t, 3, r.Code, r.Err)
	assert.Contains(t, r.Out, "| compute | 0 | 1 | 0 | 0 | 10 |\n")
	r = code("--diff")
	assert.Equal(t, 3, r.Code, r.Err)
	assert.Contains(t, r.Err, "compute         memorySize: 1024 -> 2048\n")
	s.Configure(t, "compute", env, `slipway-compute:memory: "1"`)
	assert.Equal(t, 1, code().Code, "a fault is no change")
}
