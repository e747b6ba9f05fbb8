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
		{
			token: awstest.Authorizer,
			id:    "[a-z0-9]{6}",
			from: in(m{
				"name":             "a",
				"authorizerType":   "JWT",
				"identitySources":  list{"$request.header.Authorization"},
				"jwtConfiguration": m{"issuer": "https://login.example.com/", "audiences": list{"shop"}},
			}),
		},
		{
			token: awstest.DomainName,
			in: m{"domainName": "api.example.com", "domainNameConfiguration": m{
				"certificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/1",
				"endpointType":   "REGIONAL",
				"securityPolicy": "TLS_1_2",
			}},
			id:  `api\.example\.com`,
			out: m{"arn": "arn:aws:apigateway:us-east-1::/domainnames/api.example.com"},
		},
		{
			token: awstest.APIMapping,
			id:    "[a-z0-9]{6}",
			from: func(c awstest.Client) m {
				id := in(nil)(c)["apiId"]
				c.Given(awstest.Stage, "s", m{"apiId": id, "name": "$default"})
				domain := c.Given(awstest.DomainName, "d", m{"domainName": "api.example.com", "domainNameConfiguration": m{
					"certificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/1",
					"endpointType":   "REGIONAL",
					"securityPolicy": "TLS_1_2",
				}})
				return m{"apiId": id, "domainName": domain.ID, "stage": "$default"}
			},
		},
		{
			token: awstest.FunctionURL,
			given: func(c awstest.Client) {
				c.ZipFunction("lambda-a")
				c.Given(awstest.FunctionAlias, "live", m{
					"name":            "live",
					"functionName":    "lambda-a",
					"functionVersion": "$LATEST",
				})
			},
			in: m{"functionName": "lambda-a", "qualifier": "live", "authorizationType": "AWS_IAM"},
			id: "lambda-a/live",
			out: m{
				"functionArn": "arn:aws:lambda:us-east-1:000000000000:function:lambda-a:live",
				"urlId":       "/^[a-z0-9]{32}$/",
				"functionUrl": `/^https://[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws/$/`,
			},
		},
	}
}
