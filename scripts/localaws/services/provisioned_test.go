package services_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/services"
)

// Lambda API reference, PutProvisionedConcurrencyConfig and its neighbours.
func TestVersionsAreKeptReady(t *testing.T) {
	t.Parallel()
	of := func(qualifier string) parameters { return parameters{"FunctionName": "f", "Qualifier": qualifier} }
	wanted := func(qualifier string, environments int) parameters {
		p := of(qualifier)
		p["ProvisionedConcurrentExecutions"] = environments
		return p
	}
	const (
		put    = "lambda:putProvisionedConcurrencyConfig"
		get    = "lambda:getProvisionedConcurrencyConfig"
		list   = "lambda:listProvisionedConcurrencyConfigs"
		remove = "lambda:deleteProvisionedConcurrencyConfig"
	)
	m, clock := newModel()
	m.Function.Reserved, m.Function.ProvisionTakes = 5, time.Minute
	m.Function.Versions["2"] = &services.Version{Digest: "sha256:b", State: "Active"}
	for refused, p := range map[string]parameters{
		"Provisioned Concurrency Configs cannot be applied to unpublished": wanted("$LATEST", 1),
		"ProvisionedConcurrentExecutions must be 1 or more":                wanted("1", 0),
		"should not be greater than the reservedConcurrentExecution":       wanted("1", 6),
		"ResourceNotFoundException":                                        wanted("7", 1),
	} {
		_, err := call(m, put, p)
		require.ErrorContains(t, err, refused)
	}
	_, err := call(m, get, of("1"))
	require.ErrorContains(t, err, "Lambda.ProvisionedConcurrencyConfigNotFoundException")

	answer, err := call(m, put, wanted("1", 3))
	require.NoError(t, err)
	assert.Equal(t, parameters{"RequestedProvisionedConcurrentExecutions": 3, "Status": "IN_PROGRESS"}, answer)
	_, err = call(m, put, wanted("2", 3))
	require.ErrorContains(t, err, "should not be greater", "both versions count")
	m.Function.Uninitialised["sha256:b"] = true
	_, err = call(m, put, wanted("2", 2))
	require.NoError(t, err)
	require.NoError(t, clock.Sleep(t.Context(), time.Minute))
	answer, err = call(m, list, parameters{"FunctionName": "f"})
	require.NoError(t, err)
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:f:"
	assert.Equal(t, parameters{"ProvisionedConcurrencyConfigs": []any{
		parameters{"FunctionArn": arn + "1", "RequestedProvisionedConcurrentExecutions": 3, "Status": "READY"},
		parameters{"FunctionArn": arn + "2", "RequestedProvisionedConcurrentExecutions": 2, "Status": "FAILED",
			"StatusReason": "FUNCTION_ERROR_INIT_FAILURE"},
	}}, answer)

	_, err = call(m, remove, of("1"))
	require.NoError(t, err)
	_, err = call(m, get, of("1"))
	require.Error(t, err)
	_, err = call(m, remove, of("$LATEST"))
	require.Error(t, err)
}
