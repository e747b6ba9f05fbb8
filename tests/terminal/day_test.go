package terminal_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/store"
	"slipway/tests/harness"
)

const (
	account = "000000000000"
	first   = "3f9c1b2d4e5f60718293a4b5c6d7e8f901234567"
	second  = "b71d0e9a8c7f6e5d4c3b2a190817263544536271"
	third   = "c0ffee1234567890abcdefabcdefabcdefabcdef"
)

// day is an environment on which is typed what a person types in a day's work and in an
// incident, in an order in which each command has something to do.
type day struct {
	*harness.Env
	store *localaws.Store
	env   string
}

// deployed is such an environment, a copy of one.
func deployed(t *testing.T) *day {
	t.Helper()
	h := harness.DeployOnce(t, "local", nil, nil)
	return &day{
		Env:   h,
		store: localaws.Open(h.Account),
		env:   "local",
	}
}

// does runs a command that no page shows.
func (d *day) does(t *testing.T, words ...string) {
	t.Helper()
	d.Must(t, append(words, "--env", d.env)...)
}

// shows holds what a command prints in a pipe against the golden file of the name.
func (d *day) shows(t *testing.T, name string, code int, words ...string) {
	t.Helper()
	r := d.Run(t, append(words, "--env", d.env)...)
	assert.Equal(t, code, r.Code, "%s: %s", name, r.Said)
	golden(t, "day-"+name, settled(settled(r.Said, d.Root), filepath.Dir(d.Root)))
}

func inADay(t *testing.T) {
	t.Parallel()
	d := deployed(t)
	d.forget(t)
	d.shows(t, "refresh", 0, "refresh-all")
	d.does(t, "deploy-all")
	d.lock(t)
	d.shows(t, "locked", 1, "deploy-all")
	d.shows(t, "recover", 0, "recover")
	d.shows(t, "push", 0, "push", "--commit", first)
	d.does(t, "push", "--commit", second, "--fault", "wait")
	d.shows(t, "waiting", 0, "status")
	d.shows(t, "approve", 0, "approve")
	d.shows(t, "freeze", 0, "freeze", "--reason", "the sale")
	d.shows(t, "rebuild", 0, "rebuild")
	d.shows(t, "frozen", 0, "status")
	d.shows(t, "stop", 0, "stop", "--reason", "not before Monday")
	d.shows(t, "thaw", 0, "thaw")
	d.shows(t, "rollback", 0, "rollback")
	d.shows(t, "release-refused", 1, "release", "--commit", second[:7])
	d.shows(t, "release", 0, "release", "--commit", second[:7], "--override", "the database was at fault")
	d.shows(t, "history", 0, "history", "--limit", "30")
	d.shows(t, "logs", 0, "logs", "--of", "release")
	d.shows(t, "outputs", 0, "outputs")
	d.shows(t, "graph", 0, "graph", "--out", filepath.Join(d.Root, "local.html"))
	d.shows(t, "graph-mermaid", 0, "graph")

	d.Configure(t, "compute", "local", `slipway-compute:memory: "2048"`)
	d.shows(t, "plan", 0, "preview-all", "--diff", "--save", "plans")
	d.shows(t, "deploy-all-plan", 0, "deploy-all", "--plan", "plans")
	d.shows(t, "plan-moved", 1, "deploy-all", "--plan", "plans")
	d.shows(t, "pending", 0, "status")

	d.letters(t)
	d.divide(t)
	d.shows(t, "doctor", 1, "doctor")
	d.shows(t, "replay", 1, "replay")
	d.shows(t, "webhook", 0, "webhook")

	d.shows(t, "destroy-all", 0, "destroy-all")
	assert.Empty(t, d.Deployed(t, "local"))
}

// forget deletes the dashboard, as somebody does in the console.
func (d *day) forget(t *testing.T) {
	t.Helper()
	all, err := d.store.List(account, "aws:cloudwatch/dashboard:Dashboard")
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.NoError(t, d.store.Delete(account, all[0].Type, all[0].Key))
}

// lock leaves the lock of a run that died.
func (d *day) lock(t *testing.T) {
	t.Helper()
	file := filepath.Join(d.State, ".pulumi", "locks", "organization", "slipway-compute", "local", "x.json")
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
	const text = `{"pid": 4711, "username": "ann", "hostname": "desk", "timestamp": "2026-11-27T12:00:00Z"}`
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
}

// letters puts into the queue of dead letters a row that could not be written, and a push
// that started nothing.
func (d *day) letters(t *testing.T) {
	t.Helper()
	for _, body := range []string{
		`{"service": "api", "event": {"id": "e-1", "time": "2026-11-27T12:00:00Z", "detail-type": ` +
			`"CodePipeline Pipeline Execution State Change", "detail": {"pipeline": "pipeline-api-local", ` +
			`"execution-id": "run-7", "state": "STARTED"}}}`,
		`{"service": "api", "pipeline": "pipeline-api-local", "token": "t", "commit": "` + third + `"}`,
	} {
		queue := "https://sqs.us-east-1.amazonaws.com/" + account + "/queue-deadletters-local"
		require.NoError(t, d.store.SendMessage(account, queue, store.Message{Body: body}))
	}
}

// divide leaves a canary that nobody ends.
func (d *day) divide(t *testing.T) {
	t.Helper()
	alias, found, err := d.store.Get(account, "aws:lambda/alias:Alias",
		"arn:aws:lambda:us-east-1:"+account+":function:lambda-api-local:live")
	require.NoError(t, err)
	require.True(t, found)
	alias.Outputs["routingConfig"] = map[string]any{"additionalVersionWeights": map[string]any{"2": 0.1}}
	require.NoError(t, d.store.Put(alias))
}
