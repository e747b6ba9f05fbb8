package operate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const third = "3333333333333333333333333333333333333333"

// A push that CodePipeline does not start is kept, told of and started by a person.
func TestAPushThatStartsNothingIsNotLost(t *testing.T) { // R10
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	r := s.run(t, "rebuild", "--service", "api")
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, "the history knows no commit of api that was released: name one with COMMIT=, or build the "+
		"branch's head")
	assert.Contains(t, r.Err, "make start ENV=local SERVICE=api")
	r = s.run(t, "push", "--fault", "start", "--commit", third)
	assert.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, "alarm-deadletters-local fires: the start is in the queue\n")
	const cure = "make start ENV=local SERVICE=api COMMIT=" + third
	assert.Equal(t, "error: CodePipeline did not start pipeline-api-local: `"+cure+"` starts it", lastLine(r))
	r = s.run(t, "replay")
	assert.Contains(t, r.Out, "`"+cure+"`; then DISCARD=message-000001 removes the message\n")

	r = s.run(t, "start", "--service", "api", "--commit", third)
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, "at "+third[:12]+" (here: example/api)")
	whole(t, s.production(t, "api"))
	var triggers []string
	for _, row := range s.rows(t) {
		if row["eventType"] == "PIPELINE" && row["state"] == "STARTED" {
			triggers = append(triggers, row["trigger"]+" "+row["actor"])
		}
	}
	assert.Equal(t, []string{"StartPipelineExecution arn:aws:iam::" + tooling + ":user/simulated"}, triggers)
}

func TestAPushIsStartedOnceHoweverOftenItIsDelivered(t *testing.T) { // R10
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	r := s.run(t, "push")
	require.Zero(t, r.Code, r.Err)
	assert.Equal(t, 1, strings.Count(r.Err, "pipeline-api-local starts, execution "), "the event came twice")
	r = s.run(t, "start", "--service", "api")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, "pipeline-api-local starts, execution ", "the branch's head")

	before := s.production(t, "api")
	r = s.run(t, "rebuild", "--service", "api")
	require.Zero(t, r.Code, r.Err)
	after := s.production(t, "api")
	whole(t, after)
	assert.NotEqual(t, before.Live, after.Live, "another image of the same commit")
	built := func(digest string) string { // the tag of its build is none of a release
		tags := s.tags(t, "api")[digest]
		assert.Contains(t, tags, "deployed-"+digest[7:], "kept from expiry")
		return tags[slices.IndexFunc(tags, func(tag string) bool {
			return !strings.HasPrefix(tag, "deployed-") && !strings.HasPrefix(tag, "releasing-")
		})]
	}
	assert.Regexp(t, "^"+built(before.Live)+"-[0-9]{14}$", built(after.Live))
}
