package compute_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/compute"
)

func TestEntries(t *testing.T) {
	t.Parallel()
	for layout, account := range map[string]values{
		"in one account":  {},
		"in two accounts": twoAccount,
	} {
		t.Run("R14 are made for the services that ask for one, where they run, "+layout, func(t *testing.T) {
			t.Parallel()
			rec := deploy(t, account.with(values{"services": `{"api": {"http": true, "logRetentionDays": 7},
				"cart": {"http": {"type": "url"}}, "checkout": {}}`}))
			apis, urls := rec.Of("apigatewayv2/api:Api"), rec.Of("lambda/functionUrl:FunctionUrl")
			assert.Len(t, apis, 1)
			assert.Equal(t, "api-entry-api-dev", apis[0].Inputs["name"])
			assert.Len(t, urls, 1)
			assert.Equal(t, "lambda-cart-dev", urls[0].Inputs["functionName"])
			function := rec.Get(t, "lambda/function:Function", "function-api-function")
			assert.Equal(t, function.Account, apis[0].Account)
			assert.Equal(t, function.Account, urls[0].Account)
			group := rec.Get(t, "cloudwatch/logGroup:LogGroup", "entry-api-access-logs")
			assert.InDelta(t, 7, group.Inputs["retentionInDays"], 0)
			kept := rec.Kept()
			assert.Regexp(t, `^https://[0-9a-f]+\.execute-api\.`, kept["api.httpAddress"])
			assert.NotEmpty(t, kept["api.httpApiId"])
			assert.Empty(t, kept["api.domainTarget"])
			assert.Regexp(t, `\.lambda-url\.`, kept["cart.httpAddress"])
			assert.Empty(t, kept["cart.httpApiId"])
			assert.Empty(t, kept["checkout.httpAddress"])
		})
	}
	for name, c := range map[string]struct{ http, resource, fault string }{
		"an API":         {"true", "entry-api-stage", "create stage of HTTP API api-entry-api-dev"},
		"a function URL": {`{"type": "url"}`, "entry-api-url", "create function URL of api"},
	} {
		t.Run("R17 stop the layer if "+name+" is rejected", func(t *testing.T) {
			t.Parallel()
			r := run(t, values{"services": `{"api": {"http": ` + c.http + `}}`})
			r.Refuse = pulumitest.RefuseNamed(c.resource, errors.New("not today"))
			require.ErrorContains(t, r.Program(compute.Program).Err, c.fault+": not today")
		})
	}
}
