package operate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

const (
	before = "111111111111" // the account that images are promoted from
	after  = "222222222222"
)

// across is an environment local and one of the name prod that promotes from it, each in
// an account of its own.
func across(t *testing.T) (local, prod *site) {
	t.Helper()
	h := harness.Once(t, "across accounts", func(h *harness.Env) {
		agree(t, h)
		h.Must(t, "deploy-all", "--env", "prod")
		h.Must(t, "deploy-all", "--env", "local")
	})
	of := func(env, account string) *site {
		return &site{
			Env:     h,
			env:     env,
			store:   localaws.Open(h.Account),
			account: account,
		}
	}
	return of("local", before), of("prod", after)
}

// agree writes settings with which both sides agree.
func agree(t *testing.T, h *harness.Env) {
	t.Helper()
	h.ConfigureAll(t, "local", nil, map[string][]string{
		"foundation": {`slipway-foundation:account: "` + before + `"`}, "delivery": {"slipway-delivery:promoteTo: [prod]"},
	})
	h.ConfigureAll(t, "prod", nil, map[string][]string{
		"foundation": {`slipway-foundation:account: "` + after + `"`},
		"delivery":   {"slipway-delivery:promoteFrom: local", "slipway-delivery:executionMode: queued"},
	})
}

// One image goes from one account to another: a bus there takes the news of the release, and
// a role here lends the image.
func TestPromotionAcrossAccounts(t *testing.T) {
	t.Parallel()
	local, prod := across(t)
	t.Run("a release starts the pipeline in the other account, which copies the image and waits", func(t *testing.T) {
		r := local.run(t, "push", "--commit", third)
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, 1, strings.Count(r.Err, "pipeline-api-prod starts, execution "), "the event came twice")
		assert.Contains(t, r.Err, " copied "+before+".dkr.ecr.us-east-1.amazonaws.com/ecr-api-local@sha256:")
		assert.Contains(t, r.Err, "        | It was released in local at ")
		assert.Equal(t, "1", prod.production(t, "api").Alias)
		r = prod.run(t, "approve")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, imageOf(local.production(t, "api").Live), imageOf(prod.production(t, "api").Live))
		whole(t, prod.production(t, "api"))
	})
	t.Run("a person promotes what was released last, or a commit", func(t *testing.T) {
		require.Zero(t, local.run(t, "push", "--commit", fourth).Code)
		require.Zero(t, prod.run(t, "reject").Code)
		r := prod.run(t, "promote", "--from", "local")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "the image is here already")
		assert.Equal(t, imageOf(local.production(t, "api").Live), imageOf(prod.production(t, "api").Live))
	})
	t.Run("nothing is deployed that the other side does not agree with", func(t *testing.T) {
		local.Configure(t, "delivery", "local")
		r := prod.run(t, "deploy-all")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, `slipway-delivery:promoteFrom is "local": an environment that lets this one in, for it is `+
			"in account "+before+": add prod to slipway-delivery:promoteTo in stacks/delivery/Pulumi.local.yaml and deploy it")
		r = prod.run(t, "deploy-all")
		assert.NotContains(t, r.Err, "updated", "nothing has changed")
	})
	t.Run("what the account before lends no more is not copied", func(t *testing.T) {
		local.Configure(t, "delivery", "local")
		require.Zero(t, local.run(t, "deploy", "--layer", "delivery").Code)
		r := local.run(t, "push", "--commit", fifth)
		require.Zero(t, r.Code, r.Err)
		assert.NotContains(t, r.Err, "pipeline-api-prod", "nobody there is told")
		r = prod.run(t, "promote", "--commit", fifth)
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err,
			"An error occurred (AccessDenied): User: arn:aws:iam::"+after+":role/role-build-api-prod is not "+
				"authorized to perform: sts:AssumeRole on resource: arn:aws:iam::"+before+":role/role-promote-api-local")
		assert.Contains(t, r.Err, "alarm-failed-api-prod fires")
	})
	t.Run("what the account after takes no more is kept and told of", func(t *testing.T) {
		agree(t, local.Env)
		require.Zero(t, local.run(t, "deploy", "--layer", "delivery").Code)
		prod.Configure(t, "delivery", "prod")
		require.Zero(t, prod.run(t, "deploy", "--layer", "delivery").Code)
		r := local.run(t, "push", "--commit", sixth)
		require.Zero(t, r.Code, "the release itself is fine: %s", r.Err)
		assert.Contains(t, r.Err, "alarm-deadletters-local fires: arn:aws:events:us-east-1:"+after+
			":event-bus/bus-promotion-prod takes no event of the rule ")
		assert.NotContains(t, r.Err, "pipeline-api-prod")
		r = local.run(t, "replay")
		assert.Contains(t, r.Out, "no later environment in another account was told of the release of "+sixth)
		assert.Contains(t, r.Out, "`make promote FROM=local SERVICE=api COMMIT="+sixth+" ENV=`")
	})
	t.Run("an environment stays in its account", func(t *testing.T) {
		local.Configure(t, "foundation", "local")
		r := local.run(t, "deploy-all")
		assert.Equal(t, 1, r.Code)
		assert.Equal(t, "error: local is in the simulated account "+before+", and slipway-foundation:account names "+tooling+
			": put the setting back, or leave it out for "+tooling+"; an environment that is to be in another account is "+
			"destroyed first, with `make destroy-all ENV=local`", lastLine(r))
	})
}
