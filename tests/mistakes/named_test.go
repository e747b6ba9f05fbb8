package mistakes_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

// C2: what settings name of other stacks is looked up before anything is made.
func TestNamed(t *testing.T) {
	t.Parallel()
	const (
		orders = "arn:aws:sqs:us-east-1:000000000000:orders"
		short  = "arn:aws:sqs:us-east-1:000000000000:short"
		policy = "arn:aws:iam::000000000000:policy/Orders"
		api    = "slipway-foundation:services: {api: {timeout: 60, secrets: {DB: shop/db}, " +
			"parameters: {LIMITS: /shop/limits}, " +
			"policies: ['" + policy + "'], events: {orders: {queue: '" + orders + "'}, paid: {pattern: {source: [shop]}, " +
			"bus: shop}, slow: {queue: '" + short + "'}}, variables: {TABLE: '${stack:shop#table}'}}}"
		whole = "slipway-foundation:services: {api: {timeout: 60, secrets: {DB: shop/db}, events: {orders: {queue: '" +
			orders + "'}}}}"
	)
	queue := func(t *testing.T, s *site, arn string, visible float64) {
		t.Helper()
		require.NoError(t, s.store.Put(localaws.Resource{
			Account: tooling,
			Type:    "aws:sqs/queue:Queue",
			ID:      arn,
			Outputs: map[string]any{"arn": arn, "visibilityTimeoutSeconds": visible},
		}))
	}
	t.Run("all that is not there or cannot be used is told at once, with what there is no room for", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Set(localaws.AbsentVariable, "shop/db, /shop/limits, "+policy+","+orders+",shop")
		s.Set(localaws.ConcurrencyVariable, "10")
		s.Configure(t, "foundation", env, api)
		queue(t, s, short, 59)
		says := s.rejects(t, "deploy-all")
		const at, not = " (slipway-foundation:services.api.", " is not in account 000000000000 and us-east-1: "
		for _, part := range []string{
			"AWS has no room for all that local is to have, so nothing was changed:\n",
			"the settings of local name what is not there or cannot be used, so nothing was changed:\n",
			"\n- stack organization/shop/local, which slipway-foundation:services.api.variables.TABLE names, is not there",
			"\n- secret shop/db" + at + "secrets.DB)" + not,
			"\n- parameter /shop/limits" + at + "parameters.LIMITS)" + not,
			"\n- policy " + policy + at + "policies)" + not,
			"\n- queue " + orders + at + "events.orders.queue)" + not,
			"\n- bus shop" + at + "events.paid.bus)" + not,
			"\n- queue " + short + at + "events.slow.queue) hides a message for 59 seconds while it is worked on, and " +
				"lambda-api-local may take 60, and Lambda takes events of no such queue: AWS asks for six times as many, " +
				"`aws sqs set-queue-attributes --queue-url https://sqs.us-east-1.amazonaws.com/000000000000/short " +
				"--attributes VisibilityTimeout=360 --region us-east-1`",
		} {
			assert.Contains(t, says, part)
		}
		made, err := s.store.All(tooling)
		require.NoError(t, err)
		assert.Len(t, made, 1, "the queue alone")
	})
	t.Run("what is in use is not asked for again, until it is to carry more", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Configure(t, "foundation", env, whole)
		queue(t, s, orders, 90)
		r := s.Must(t, "deploy-all", "--env", env)
		assert.Contains(t, r.Err, "so messages may come again while they are worked on: AWS asks for six times as many")
		s.Set(localaws.AbsentVariable, "shop/db")
		r = s.Must(t, "deploy-all", "--env", env)
		assert.NotContains(t, r.Err, "come again")
		s.Must(t, "deploy", "--layer", "delivery", "--env", env)
		s.Configure(t, "compute", env, "slipway-compute:timeout: 60")
		s.Configure(t, "foundation", env, "slipway-foundation:services: {api: {timeout: 91, secrets: {DB: shop/db}, events: "+
			"{orders: {queue: '"+orders+"'}}}}")
		for _, words := range [][]string{{"deploy-all"}, {"preview-all"}, {"deploy", "--layer", "compute"}} {
			says := s.rejects(t, words...)
			assert.Contains(t, says, "hides a message for 90 seconds while it is worked on, and lambda-api-local may take 91")
			assert.NotContains(t, says, "shop/db", "a function that runs has it")
		}
	})
}
