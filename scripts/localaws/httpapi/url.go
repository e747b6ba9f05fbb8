package httpapi

import "slipway/scripts/localaws/account"

// URL is a function URL as an API: without throttling of its own, every path leads to the
// function (Lambda Developer Guide, urls-invocation).
func URL(aliasArn string) account.API {
	return account.API{
		Routes: []account.Route{{
			RouteKey:          "$default",
			Target:            "integrations/url",
			AuthorizationType: "NONE",
		}},
		Integrations: map[string]string{"url": aliasArn},
	}
}
