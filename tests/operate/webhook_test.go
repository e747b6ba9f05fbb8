package operate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// webhook is what `webhook` prints as JSON.
type webhook struct {
	URL        string
	Repository string
	Branch     string
	Secret     struct {
		Since, BeforeUntil *time.Time
	}
	Faults     []string
	Deliveries []struct {
		Event, Repository, Ref, Commit, Outcome string

		Answer  int
		Started []struct{ Service, Execution, Status string }
	}
}

func (s *site) webhook(t *testing.T, words ...string) webhook {
	t.Helper()
	r := s.run(t, append([]string{"webhook", "--json"}, words...)...)
	require.Zero(t, r.Code, r.Err)
	harness.Conforms(t, "webhook.schema.json", r.Out)
	var said webhook
	require.NoError(t, json.Unmarshal([]byte(r.Out), &said), r.Out)
	return said
}

// A day of pushes, and of a secret that is changed without one being lost.
func TestTheWebhook(t *testing.T) { // R10
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	said := s.webhook(t)
	assert.Regexp(t, `^https://.*/github$`, said.URL)
	assert.Equal(t, "example/shop main", said.Repository+" "+said.Branch)
	require.NotNil(t, said.Secret.Since)
	assert.Nil(t, said.Secret.BeforeUntil, "the first secret counts alone")
	assert.Empty(t, said.Deliveries)

	r := s.run(t, "push", "--branch", "Main")
	assert.Equal(t, 1, r.Code, "a branch that differs in letters alone")
	assert.Contains(t, r.Err, "the setting branch of slipway-delivery is main, in other letters")
	r = s.run(t, "webhook", "--limit", "none")
	assert.Equal(t, "error: LIMIT is \"none\": a number of deliveries, 1 or more", lastLine(r))
	r = s.run(t, "push", "--repository", "example/tools")
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, "the webhook answered 422")
	require.Zero(t, s.run(t, "push", "--commit", third, "--repository", "Example/Shop").Code, "as GitHub writes it")
	require.Zero(t, s.run(t, "push", "--branch", "next").Code)
	said = s.webhook(t)
	require.Len(t, said.Deliveries, 4, "the latest is the first")
	assert.Equal(t, 422, said.Deliveries[3].Answer)
	assert.Equal(t, "422 example/tools", fmt.Sprint(said.Deliveries[2].Answer, " ", said.Deliveries[2].Repository))
	assert.Equal(t, "refs/heads/next", said.Deliveries[0].Ref)
	assert.Empty(t, said.Deliveries[0].Started)
	first := said.Deliveries[1]
	assert.Equal(t, "push Example/Shop refs/heads/main "+third,
		first.Event+" "+first.Repository+" "+first.Ref+" "+first.Commit)
	assert.Equal(t, 202, first.Answer)
	require.Len(t, first.Started, 1)
	assert.Equal(t, "api Succeeded", first.Started[0].Service+" "+first.Started[0].Status)

	r = s.run(t, "webhook", "--rotate", "--limit", "1")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Out, "the one before it counts as well, until ")
	assert.Contains(t, r.Out, "nothing: delivered is the branch main")
	assert.NotContains(t, r.Out, third[:12], "LIMIT")
	said = s.webhook(t)
	require.NotNil(t, said.Secret.BeforeUntil)
	assert.WithinDuration(t, time.Now().Add(24*time.Hour), *said.Secret.BeforeUntil, time.Minute)
	r = s.run(t, "push", "--branch", "next")
	require.Zero(t, r.Code, "GitHub signs with the old secret still: %s", r.Err)
	assert.Contains(t, r.Err, "signed with the secret before the present one; GitHub is given that now")
	r = s.run(t, "push", "--branch", "next")
	require.Zero(t, r.Code, r.Err)
	assert.NotContains(t, r.Err, "signed with the secret before")

	unasked := &site{Env: s.With(map[string]string{"YES": "0"}), env: "local"}
	r = unasked.run(t, "webhook", "--rotate")
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, "After one more change it does not. Has GitHub the present one, and may another be made?")
	r = s.run(t, "webhook", "--rotate")
	require.Zero(t, r.Code, r.Err)
	s.secretsAge(t, 25*time.Hour)
	assert.Nil(t, s.webhook(t).Secret.BeforeUntil)
	r = s.run(t, "push", "--branch", "next")
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, "the webhook answered 401")
	late := s.webhook(t, "--limit", "1").Deliveries
	require.Len(t, late, 1)
	assert.Equal(t, 401, late[0].Answer)
	assert.Contains(t, late[0].Outcome, "the signature does not fit")
	require.Zero(t, s.run(t, "push", "--branch", "next").Code, "GitHub has been given the present one")
}

// A rule that somebody disabled, deleted or cut off by hand takes no push: told of at the
// next push, said which, and put back.
func TestAPushThatNoRuleTakesIsToldOf(t *testing.T) { // R10
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	const rule, token = "rule-push-api-local", "aws:cloudwatch/eventRule:EventRule"
	require.Zero(t, s.run(t, "push", "--paths", "README.md").Code)
	assert.Equal(t, "queue-deadletters-local: nothing is in the queue", lastLine(s.run(t, "replay")),
		"all rules are there")
	assert.Empty(t, s.webhook(t).Faults)

	r, found, err := s.store.Get(s.account, token, "bus-github-local/"+rule)
	require.NoError(t, err)
	require.True(t, found)
	r.Outputs["state"], r.Inputs["state"] = "DISABLED", "DISABLED"
	require.NoError(t, s.store.Put(r))
	ran := s.run(t, "push", "--commit", third)
	assert.Equal(t, 1, ran.Code)
	assert.Contains(t, ran.Err, "alarm-deadletters-local fires: not all rules that start pipelines are there")
	assert.Equal(t, "error: no rule started pipeline-api-local: `make webhook ENV=local` says what is wrong with it, and "+
		"`make start ENV=local SERVICE=api COMMIT="+third+"` starts it", lastLine(ran))
	assert.Equal(t,
		[]string{rule + " of bus-github-local is disabled: no push starts the pipeline of api"}, s.webhook(t).Faults)
	ran = s.run(t, "replay")
	assert.Contains(t, ran.Out,
		"A rule that starts a pipeline on a push is disabled, or is not there, or does not lead here. "+
			"`make webhook ENV=local` says which, of those on bus-github-local;")
	assert.Contains(t, ran.Out, "`make start ENV=local SERVICE= COMMIT="+third+"`")
	assert.Contains(t, s.run(t, "webhook").Out, "`make refresh ENV=local LAYER=delivery` and `make deploy ENV=local "+
		"LAYER=delivery` put that right.")

	require.NoError(t, s.store.Delete(s.account, token, "bus-github-local/"+rule))
	assert.Equal(t,
		[]string{rule + " of bus-github-local is not there: no push starts the pipeline of api"}, s.webhook(t).Faults)
	assert.Equal(t, 1, s.run(t, "push").Code)
	require.Zero(t, s.run(t, "refresh", "--layer", "delivery").Code)
	ran = s.run(t, "deploy", "--layer", "delivery")
	require.Zero(t, ran.Code, ran.Err)
	assert.Empty(t, s.webhook(t).Faults)
	ran = s.run(t, "push")
	require.Zero(t, ran.Code, ran.Err)
}

// secretsAge lets time pass for the values of secrets.
func (s *site) secretsAge(t *testing.T, age time.Duration) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.Account, "*", "secret-values", "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		at := time.Now().Add(-age)
		require.NoError(t, os.Chtimes(file, at, at))
	}
}
