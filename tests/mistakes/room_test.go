package mistakes_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

// C2: a young account runs 10 executions at once and builds nothing, and somebody else has
// a bucket's name. All is told at once, before anything is made.
func TestRoom(t *testing.T) {
	t.Parallel()
	t.Run("all shortages are told at once, and nothing is made", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Set(localaws.ConcurrencyVariable, "10")
		s.Set(localaws.BuildsVariable, "0")
		require.NoError(t, s.store.Put(localaws.Resource{
			Account: "999999999999",
			Type:    "aws:s3/bucketV2:BucketV2",
			ID:      "s3-cache-000000000000-local",
		}))
		for _, verb := range []string{"deploy-all", "preview-all"} {
			says := s.rejects(t, verb)
			assert.Contains(t, says, "AWS has no room for all that local is to have, so nothing was changed:\n"+
				"- Lambda in account 000000000000 can reserve 0 executions, and 55 are wanted: "+
				"lambda-api-local 50 (slipway-compute:reservedConcurrency), "+
				"lambda-webhook-local 5 (slipway-delivery:webhookConcurrency). ", verb)
			assert.Contains(t, says,
				"\n- CodeBuild in account 000000000000 runs no build of the size BUILD_GENERAL1_MEDIUM", verb)
			assert.Contains(t, says, "\n- bucket s3-cache-000000000000-local is another account's", verb)
		}
		made, err := s.store.All(tooling)
		require.NoError(t, err)
		assert.Empty(t, made)
	})
	t.Run("the settings that it names make room", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Set(localaws.ConcurrencyVariable, "10")
		s.Configure(t, "compute", env, "slipway-compute:reservedConcurrency: -1")
		assert.Contains(t, s.rejects(t, "deploy-all"), "and 5 are wanted: lambda-webhook-local 5")
		s.Configure(t, "delivery", env, "slipway-delivery:webhookConcurrency: -1")
		s.Must(t, "deploy-all", "--env", env)
	})
	t.Run("what is deployed already needs none", func(t *testing.T) {
		t.Parallel()
		s := deployed(t)
		s.Set(localaws.ConcurrencyVariable, "155")
		s.Set(localaws.BuildsVariable, "0")
		s.Must(t, "deploy-all", "--env", env)
		s.Configure(t, "delivery", env, "slipway-delivery:testComputeType: BUILD_GENERAL1_LARGE")
		assert.Contains(t, s.rejects(t, "deploy-all"), "runs no build of the size BUILD_GENERAL1_LARGE, which "+
			"slipway-delivery:buildComputeType or testComputeType asks for")
		s.Configure(t, "delivery", env)
		s.Configure(t, "compute", env, "slipway-compute:reservedConcurrency: 51")
		for _, words := range [][]string{{"deploy-all"}, {"deploy", "--layer", "compute"}} {
			assert.Contains(t, s.rejects(t, words...), "can reserve 0 executions, and 1 are wanted: lambda-api-local 1 ")
		}
		s.Must(t, "deploy", "--layer", "delivery", "--env", env)

		r := s.run(t, "push")
		assert.Equal(t, 1, r.Code, "the simulated CodeBuild has no room either")
		assert.Contains(t, r.Err, "AccountLimitExceededException: Cannot have more than 0 builds in queue for the account")
	})
	t.Run("a connection that is not there is named", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		const connection = "arn:aws:codestar-connections:us-east-1:000000000000:connection/" +
			"01234567-89ab-cdef-0123-456789abcdef"
		s.Configure(t, "delivery", env, "slipway-delivery:connectionArn: "+connection)
		assert.Contains(t, s.rejects(t, "deploy-all"), "connection "+connection+" is not there: "+
			"correct slipway-delivery:connectionArn")
	})
	t.Run("an AWS that has no time for most calls slows a deployment, and fails none", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Set(localaws.ThrottleVariable, "0.6")
		s.Must(t, "deploy-all", "--env", env)
		s.Must(t, "destroy-all", "--env", env)
	})
	t.Run("fewer builds at once than pipelines are said and stop nothing", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Set(localaws.BuildsVariable, "1")
		for _, layer := range []string{"foundation", "compute", "delivery"} {
			s.Configure(t, layer, env, "slipway-"+layer+":services: [api, cart]")
		}
		r := s.Must(t, "deploy-all", "--env", env)
		assert.Contains(t, r.Err,
			"CodeBuild in account 000000000000 runs 1 builds of the size BUILD_GENERAL1_MEDIUM at once, and 2 services")
	})
	t.Run("more services than the account may have rules for are rejected", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		var services []string
		for i := range 76 {
			services = append(services, fmt.Sprintf("s%d", i))
		}
		s.Configure(t, "foundation", env, "slipway-foundation:services: ["+strings.Join(services, ", ")+"]")
		s.Configure(t, "compute", env, "slipway-compute:reservedConcurrency: -1")
		assert.Contains(t, s.rejects(t, "deploy-all"),
			"\n- account 000000000000 may have 300 EventBridge rules on the bus default, and 76 services "+
				"(slipway-foundation:services) need 304, beside what else is in the account. Spread the services over "+
				"environments in accounts or regions of their own, or ask for more of \"Number of rules\", quota L-244521F2: `aws "+
				"service-quotas request-service-quota-increase --service-code events --quota-code L-244521F2 "+
				"--desired-value 380 --region us-east-1`")
		made, err := s.store.All(tooling)
		require.NoError(t, err)
		assert.Empty(t, made)
	})
	t.Run("a setting of the simulation that is no number is rejected", func(t *testing.T) {
		t.Parallel()
		s := empty(t)
		s.Set(localaws.BuildsVariable, "few")
		s.Set(localaws.QuotasVariable, "L-1=5")
		s.Set(localaws.ThrottleVariable, "2")
		says := s.rejects(t, "deploy-all")
		assert.Contains(t, says, "SLIPWAY_LOCAL_BUILDS=few: want a whole number, such as 60")
		assert.Contains(t, says,
			"SLIPWAY_LOCAL_QUOTAS=L-1=5: want a code and a number, such as L-244521F2=1000; known are L-")
		assert.Contains(t, says, "SLIPWAY_LOCAL_THROTTLE=2: want a share below 1, such as 0.3")
	})
}
