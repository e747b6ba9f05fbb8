package operate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

// promoting is an environment local, and one of the name prod that promotes what it
// released, with settings of their layer delivery.
func promoting(t *testing.T, ofLocal, ofProd []string) (local, prod *site) {
	t.Helper()
	h := harness.Once(t, fmt.Sprintf("%q promotes to %q", ofLocal, ofProd), func(h *harness.Env) {
		first := harness.DeployOnce(t, "local", nil, map[string][]string{"delivery": ofLocal})
		*h = *first
		h.ConfigureAll(t, "prod", nil, map[string][]string{
			"delivery": append([]string{"slipway-delivery:promoteFrom: local"}, ofProd...),
		})
		r := h.Must(t, "deploy-all", "--env", "prod")
		assert.Contains(t, r.Err, "\nNext, push a change through local: `make push ENV=local SERVICE=api`\n")
	})
	of := func(env string) *site {
		return &site{
			Env:     h,
			env:     env,
			store:   localaws.Open(h.Account),
			account: tooling,
		}
	}
	return of("local"), of("prod")
}

// One image goes from the environment that built it to production, and only after it has
// been released where it comes from.
func TestPromotion(t *testing.T) {
	t.Parallel()
	local, prod := promoting(t, nil, nil)
	t.Run("a release in the environment before starts the pipeline, which waits for a person", func(t *testing.T) {
		r := local.run(t, "push", "--commit", third)
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, 1, strings.Count(r.Err, "pipeline-api-prod starts, execution "), "the event came twice")
		assert.Contains(t, r.Err, "local released commit 333333333333, which prod promotes")
		assert.Contains(t, r.Err, " copied "+tooling+".dkr.ecr.us-east-1.amazonaws.com/ecr-api-local@sha256:")
		assert.Contains(t, r.Err, "        | It was released in local at ")
		assert.Contains(t, r.Err, "nobody answers: `make approve|reject ENV=prod SERVICE=api`")
		assert.NotContains(t, strings.SplitAfter(r.Err, "pipeline-api-prod starts")[1], "pushed", "nothing is built")
		assert.Equal(t, "1", prod.production(t, "api").Alias)
	})
	t.Run("production gets the very image", func(t *testing.T) {
		r := prod.run(t, "approve")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "It was released in local at ")
		assert.Equal(t, imageOf(local.production(t, "api").Live), imageOf(prod.production(t, "api").Live))
		whole(t, prod.production(t, "api"))
	})
	t.Run("a push to the branch starts nothing there", func(t *testing.T) {
		r := prod.run(t, "push", "--commit", fourth)
		assert.Equal(t, 2, r.Code)
		assert.Contains(t, lastLine(r), "the images of prod come from local: push there, or `make promote ENV=prod SERVICE=")
	})
	t.Run("what was not released before is not promoted", func(t *testing.T) {
		r := prod.run(t, "start", "--commit", fourth)
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err,
			"no release of commit "+fourth+" has succeeded in local: release it there first, or promote "+
				"what did: `make promote FROM=local`")
		r = prod.run(t, "promote", "--commit", fourth)
		assert.Equal(t, 1, r.Code)
		assert.Equal(t, "error: no release of api with commit "+fourth+" has succeeded in local: "+
			"`make history ENV=local SERVICE=api` lists what was released there", lastLine(r))
	})
	t.Run("a person promotes what was released last, or a commit", func(t *testing.T) {
		require.Zero(t, local.run(t, "push", "--commit", fourth).Code)
		require.Zero(t, prod.run(t, "reject").Code)
		r := prod.run(t, "promote", "--from", "local")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "the image is here already")
		assert.Equal(t, imageOf(local.production(t, "api").Live), imageOf(prod.production(t, "api").Live))
		r = prod.run(t, "promote", "--commit", third)
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, " and ran there for ")
		assert.NotEqual(t, imageOf(local.production(t, "api").Live), imageOf(prod.production(t, "api").Live))
	})
	t.Run("what was taken back is not promoted", func(t *testing.T) {
		require.Zero(t, local.run(t, "rollback").Code)
		r := prod.run(t, "promote", "--commit", fourth)
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, lastLine(r), " is not promoted: simulated took it back at ")
		assert.Contains(t, lastLine(r), "`make release ENV=local SERVICE=api COMMIT="+fourth+"`")
		r = prod.run(t, "start", "--commit", fourth)
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, "commit "+fourth+" was taken back in local at ")
	})
	t.Run("unless it is released there again, which promotes it", func(t *testing.T) {
		r := local.run(t, "release", "--commit", fourth, "--override", "the alarm was another service's")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "local released commit 444444444444, which prod promotes")
	})
	t.Run("from where it says, and from nowhere else", func(t *testing.T) {
		r := prod.run(t, "promote", "--from", "dev")
		assert.Equal(t, 2, r.Code)
		assert.Equal(t, `error: FROM is "dev", and prod promotes from local: its pipeline copies no other image; `+
			"slipway-delivery:promoteFrom says so", lastLine(r))
		r = prod.run(t, "rebuild", "--service", "api")
		assert.Equal(t, 2, r.Code)
		assert.Contains(t, lastLine(r),
			"prod builds nothing, it promotes from local: build the commit anew where images are "+
				"built, and its release promotes it")
		r = local.run(t, "promote")
		assert.Equal(t, 2, r.Code)
		assert.Equal(t,
			"error: local promotes from no environment, it builds its images: set slipway-delivery:promoteFrom in "+
				"stacks/delivery/Pulumi.local.yaml, or use `make start`", lastLine(r))
	})
}

// imageOf is the digest of an image of any repository.
func imageOf(uri string) string { return uri[strings.Index(uri, "@")+1:] }
