package resources_test

import (
	"slipway/scripts/localaws/awstest"
)

func apiTypes() []outputs {
	var api awstest.Resource
	in := func(more m) func(awstest.Client) m {
		return func(c awstest.Client) m {
			api = c.Given(awstest.API, "api", m{"name": "api-a", "protocolType": "HTTP"})
			return awstest.With(m{"apiId": api.ID}, more)
		}
	}
	const id = "[a-z0-9]{10}"
	return []outputs{
		{
			token: awstest.API,
			in:    m{"name": "api-a", "protocolType": "HTTP"},
			id:    id,
			out: m{
				"arn":           "/^arn:aws:apigateway:us-east-1::/apis/" + id + "$/",
				"executionArn":  "/^arn:aws:execute-api:us-east-1:000000000000:" + id + "$/",
				"apiEndpoint":   "/^https://" + id + `\.execute-api\.us-east-1\.amazonaws\.com$/`,
				"ipAddressType": "ipv4",
			},
		},
		{
			token: awstest.Integration,
			given: func(c awstest.Client) { c.ZipFunction("lambda-a") },
			id:    "[a-z0-9]{7}",
			out:   m{"timeoutMilliseconds": 30000.0},
			from:  in(m{"integrationType": "AWS_PROXY", "integrationUri": awstest.FunctionARN}),
		},
		{
			token: awstest.Route,
			id:    "[a-z0-9]{7}",
			from:  in(m{"routeKey": "POST /github"}),
		},
		{
			token: awstest.Stage,
			id:    `\$default`,
			out: m{
				"arn":          `/^arn:aws:apigateway:us-east-1::/apis/` + id + `/stages/\$default$/`,
				"executionArn": `/^arn:aws:execute-api:us-east-1:000000000000:` + id + `/\$default$/`,
				"invokeUrl":    `/^https://` + id + `\.execute-api\.us-east-1\.amazonaws\.com/$/`,
				"deploymentId": "/^[a-z0-9]{6}$/",
			},
			from: in(m{"name": "$default", "autoDeploy": true}),
		},
	}
}
