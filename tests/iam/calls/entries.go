package calls

import (
	"strings"

	"slipway/tests/harness"
)

// entries are the calls of the services' HTTP APIs, each of its service's alias.
func (l *list) entries() {
	for _, api := range l.Of("aws:apigatewayv2/api:Api") {
		if service, is := strings.CutPrefix(api.Text("name"), "api-entry-"); is {
			function := l.Must("aws:lambda/function:Function", "name", "lambda-"+service)
			l.through(api.Text("name"), api, function.Text("arn")+":live")
		}
	}
}

// through are the calls of an API, by each of its routes (API Gateway developer guide,
// http-api-develop-integrations-lambda).
func (l *list) through(by string, api harness.Resource, function string) {
	account := strings.Split(function, ":")[4]
	for _, route := range l.Of("aws:apigatewayv2/route:Route") {
		if route.Text("apiId") != api.ID {
			continue
		}
		key := strings.Replace(route.Text("routeKey"), " ", "", 1)
		l.add(by, "apigateway.amazonaws.com", function,
			sourceOf(api.Text("executionArn")+"/$default/"+key, account), "lambda:InvokeFunction")
	}
}
