package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A pull request is built and tested by the deployed project, GitHub is told, and nothing
// is pushed or released.
func TestAPullRequestIsSimulated(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, map[string][]string{"delivery": {"slipway-delivery:pullRequests: true"}})
	images := s.tags(t, "api")
	t.Run("and succeeds", func(t *testing.T) {
		r := s.run(t, "push", "--pull-request", "7", "--commit", third)
		require.Zero(t, r.Code, r.Err)
		for _, says := range []string{
			"Pull request     #7, commit 333333333333, into main of example/shop: src/handler.js\n",
			"GitHub           commit 333333333333, status slipway/local/api: pending\n",
			"Pull request     codebuild-pulls-api-local starts\n",
			"Pull request     built slipway-pull, which is kept nowhere\n",
			" integration tests passed\n",
			"GitHub           commit 333333333333, status slipway/local/api: success\n",
			"\nNothing was pushed or released; as before there is 1 images in ecr-api-local, " +
				"version 1 live and 0 rows in the history.\n",
		} {
			assert.Contains(t, r.Err, says)
		}
	})
	for _, fault := range []string{"build", "test"} {
		t.Run("and fails: "+fault, func(t *testing.T) {
			r := s.run(t, "push", "--pull-request", "8", "--commit", fourth, "--fault", fault)
			assert.Equal(t, 1, r.Code)
			assert.Contains(t, r.Err, "GitHub           commit 444444444444, status slipway/local/api: failure\n")
			assert.Contains(t, r.Err, "\nNothing was pushed or released; as before there is ")
			assert.Contains(t, lastLine(r), "error: GitHub shows the check of #8 as failed: ")
		})
	}
	t.Run("into another branch it is not built", func(t *testing.T) {
		r := s.run(t, "push", "--pull-request", "9", "--branch", "release")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, lastLine(r),
			"Nothing is built: the webhook of codebuild-pulls-api-local takes pull requests to main "+
				"of example/shop, of the service's files.")
	})
	assert.Equal(t, images, s.tags(t, "api"))
	assert.Empty(t, s.rows(t))
	t.Run("only where its setting is on, and as what it is", func(t *testing.T) {
		other := build(t, "local", tooling, nil, nil)
		r := other.run(t, "push", "--pull-request", "1")
		assert.Equal(t, 1, r.Code)
		assert.Equal(t, "error: no pull request of api is built in local: set slipway-delivery:pullRequests to true in "+
			"stacks/delivery/Pulumi.local.yaml, and run `make deploy-all ENV=local`", lastLine(r))
		for problem, words := range map[string][]string{
			`PULL_REQUEST is "x": the number of a pull request, such as 1`:                         {"x"},
			`PULL_REQUEST is "0": the number of a pull request, such as 1`:                         {"0"},
			`FAULT is "bake": a pull request is built and tested and no more, one of build, test`:  {"1", "--fault", "bake"},
			"DELIVERY is one of the webhook's for pushes: GitHub tells CodeBuild of pull requests": {"1", "--delivery", "d"},
		} {
			r := other.run(t, append([]string{"push", "--pull-request"}, words...)...)
			assert.Equal(t, 2, r.Code)
			assert.Equal(t, "error: "+problem, lastLine(r))
		}
	})
}
