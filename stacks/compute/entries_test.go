package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
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
}
