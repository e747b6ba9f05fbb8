package push_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAPushStartsThePipelinesItConcerns: the rules' patterns are evaluated on
// what the receiver makes of GitHub's calls (R2, R10, R14).
func TestAPushStartsThePipelinesItConcerns(t *testing.T) {
	t.Parallel()
	all := routes(t, deployed(t, shop()))
	api, cart := []string{"services/api/index.js"}, []string{"services/cart/package.json"}
	everything := []string{"api", "cart", "web"}
	cases := map[string]struct {
		payload map[string]any
		starts  []string
	}{
		"a change in the folder of one service": {push(api), []string{"api", "web"}},
		"a change in the folder of another":     {push(cart), []string{"cart", "web"}},
		"changes in both":                       {push(append(api, cart...)), everything},
		"a change in the folder among others": {
			push([]string{"README.md", "docs/a.md", "services/api/src/a.js"}),
			[]string{"api", "web"},
		},
		"a change outside every folder":                     {push([]string{"README.md"}), []string{"web"}},
		"a change in a folder that begins the same":         {push([]string{"services/apiary/index.js"}), []string{"web"}},
		"a change in a folder of the same name deeper down": {push([]string{"old/services/api/index.js"}), []string{"web"}},
		"a file with the name of the folder":                {push([]string{"services/api"}), []string{"web"}},
		"a change in a folder that a service shares": {
			push([]string{"packages/shared/a.js"}),
			[]string{"cart", "web"},
		},
		"a change of a file that a service is built of": {push([]string{"go.mod"}), []string{"cart", "web"}},
		"a file that begins as one of those":            {push([]string{"go.mod.md"}), []string{"web"}},
		"a folder in the place of one of those":         {push([]string{"go.mod/a"}), []string{"cart", "web"}},
		"a change in the folder, in other letters":      {push([]string{"Services/API/index.js"}), []string{"api", "web"}},
		"another branch":                                     {push(api, to("refs/heads/feature/tax")), nil},
		"a branch that begins the same":                      {push(api, to("refs/heads/main-2")), nil},
		"a branch that ends the same":                        {push(api, to("refs/heads/release/main")), nil},
		"a tag":                                              {push(api, to("refs/tags/v1.2.3")), nil},
		"a tag with the branch's name":                       {push(api, to("refs/tags/main")), nil},
		"the branch is deleted":                              {push(nil, deleted), nil},
		"the repository in other letters":                    {push(api, in("Octo-Org/Shop")), []string{"api", "web"}},
		"the branch is made anew: what changed is not known": {push(nil, created), everything},
		"the branch is made anew under another name":         {push(nil, created, to("refs/heads/next")), nil},
		"a forced push: what was taken back is not known":    {push(api, forced), everything},
		"the branch is made with a commit elsewhere":         {push([]string{"README.md"}, made), everything},
		"as many files of a commit as GitHub lists":          {push(many(3000)), everything},
		"a file less than that":                              {push(many(2999)), []string{"web"}},
		"a commit whose files GitHub does not list":          {push([]string{}), everything},
		"such a commit beside one that it lists":             {push([]string{"README.md"}, unlisted), everything},
		"more paths than fit into an event":                  {push(manyPaths()), everything},
		"more paths than fit, on another branch":             {push(manyPaths(), to("refs/heads/next")), nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, onBus := calls(t, "push", secret, c.payload)
			require.Equal(t, 202, status)
			require.Len(t, onBus, 1)
			var names []string
			inputs := started(t, all, "bus-github-dev", onBus[0])
			for name := range inputs {
				if service, is := strings.CutPrefix(name, "trigger-"); is {
					names = append(names, service)
				}
			}
			_, watched := inputs["pushes"]
			assert.Equal(t, c.starts != nil, watched, "the rules are looked at on every push to the branch")
			slices.Sort(names)
			assert.Equal(t, c.starts, names)
		})
	}
}

// many are files outside of every folder.
func many(files int) []string {
	var paths []string
	for i := range files {
		paths = append(paths, fmt.Sprintf("a/%d", i))
	}
	return paths
}

// manyPaths are more than the 256 KB of an event hold, none of them a service's.
func manyPaths() []string {
	var paths []string
	for i := range 5000 {
		paths = append(paths, fmt.Sprintf("assets/%s/%05d.svg", strings.Repeat("icons", 10), i))
	}
	return paths
}

func TestThePipelineIsStartedWithTheCommitThatWasPushed(t *testing.T) { // R10
	t.Parallel()
	rec := deployed(t, shop())
	all := routes(t, rec)
	_, onBus := calls(t, "push", secret, push([]string{"services/api/index.js"}))
	assert.Equal(t, map[string]any{
		"trigger-api": startOf("api"),
		"trigger-web": startOf("web"),
		"pushes": map[string]any{ // of the starter as well
			"bus":      "bus-github-dev",
			"rules":    4.0,
			"commit":   pushed,
			"pushedAt": "2026-03-01T12:00:00Z",
		},
	}, started(t, all, "bus-github-dev", onBus[0]))

	pipeline := rec.Get(t, "codepipeline/pipeline:Pipeline", "pipeline-api-pipeline")
	assert.Equal(t, "pipeline-api-dev", pipeline.Inputs["name"])
	assert.Equal(t, "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev", all["trigger-api"].target)
	source := pipeline.Inputs["stages"].([]any)[0].(map[string]any)["actions"].([]any)[0].(map[string]any)
	assert.Equal(t, "Source", source["name"], "the start names the source action")
	assert.Equal(t, "false", source["configuration"].(map[string]any)["DetectChanges"], "or a push would start it twice")
}

// startOf is what the starter is given for a service.
func startOf(service string) any {
	return map[string]any{
		"service":  service,
		"pipeline": "pipeline-" + service + "-dev",
		"commit":   pushed,
		"token":    pushed + "-72d3162e-cc78-11e3-81ab-4c9367dc0958-" + service,
		"pushedAt": "2026-03-01T12:00:00Z",
	}
}

func TestWithTheConnectionAsTriggerNoRuleStartsAPipeline(t *testing.T) { // never two starts for one push
	t.Parallel()
	s := shop()
	s["trigger"] = "connection"
	rec := deployed(t, s)
	_, onBus := calls(t, "push", secret, push([]string{"services/api/index.js"}))
	assert.Empty(t, started(t, routes(t, rec), "bus-github-dev", onBus[0]))
	assert.NotEmpty(t, rec.Get(t, "codepipeline/pipeline:Pipeline", "pipeline-api-pipeline").Inputs["triggers"])
}

func TestWhatCannotBeDeliveredIsKept(t *testing.T) {
	t.Parallel()
	rec := deployed(t, shop())
	all := routes(t, rec)
	assert.Len(t, all, 13, "a trigger, a record, an undo and the changes of each of three services, and the watch")
	for name, r := range all {
		assert.Equal(t, "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev", r.deadLetter, name)
	}
}
