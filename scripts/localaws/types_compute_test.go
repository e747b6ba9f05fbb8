package localaws_test

func computeTypes() []outputs {
	const invoke = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + functionARN
	function := func(c client) { c.zipFunction("lambda-a") }
	return []outputs{
		{aliasT, nil, nil, "alias/kms-a", m{"arn": "arn:aws:kms:us-east-1:000000000000:alias/kms-a", "targetKeyArn": "/^arn:aws:kms:us-east-1:000000000000:key/" + uuid + "$/"},
			func(c client) m { return m{"name": "alias/kms-a", "targetKeyId": c.given(keyT, "k", m{}).id} }},
		{logGroupT, nil, m{"name": "/aws/lambda/lambda-a", "retentionInDays": 30.0}, "/aws/lambda/lambda-a", m{
			"arn": "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/lambda-a", "logGroupClass": "STANDARD",
		}, nil},
		{roleT, nil, m{"name": "role-a", "assumeRolePolicy": trusting("lambda"), "path": "/ci/"}, "role-a", m{
			"arn": "arn:aws:iam::000000000000:role/ci/role-a", "uniqueId": "/^AROA[A-Z0-9]{17}$/", "createDate": instant,
		}, nil},
		{rolePolicyT, func(c client) { c.role("role-a", "lambda") }, m{"name": "inline", "role": "role-a", "policy": allowing("*", "xray:PutTraceSegments")}, "role-a:inline", nil, nil},
		{functionT, nil, nil, "lambda-a", m{
			"arn": functionARN, "version": "1", "qualifiedArn": functionARN + ":1", "invokeArn": invoke + "/invocations", "qualifiedInvokeArn": invoke + ":1/invocations",
			"lastModified": `/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/`, "architectures": list{"x86_64"}, "tracingConfig": m{"mode": "PassThrough"},
			"ephemeralStorage": m{"size": 512.0}, "signingJobArn": "",
		}, func(c client) m { return c.zip("lambda-a") }},
		{functionAliasT, function, m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"}, functionARN + ":live", m{
			"arn": functionARN + ":live", "invokeArn": invoke + ":live/invocations",
		}, nil},
		{permissionT, function, m{"statementId": "api", "function": functionARN, "action": "lambda:InvokeFunction", "principal": "apigateway.amazonaws.com"}, "api", nil, nil},
		{secretT, nil, m{"name": "secret-a", "recoveryWindowInDays": 0.0}, "arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-a-[a-zA-Z0-9]{6}", m{
			"arn": "/^arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-a-[a-zA-Z0-9]{6}$/", "policy": "",
		}, nil},
		{queueT, nil, m{"name": "queue-a"}, queueURL, m{"arn": queueARN, "url": queueURL, "sqsManagedSseEnabled": true, "kmsDataKeyReusePeriodSeconds": 300.0}, nil},
		{queuePolicyT, func(c client) { c.given(queueT, "q", m{"name": "queue-a"}) },
			m{"queueUrl": queueURL, "policy": document(m{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queueARN, "Principal": m{"Service": "events.amazonaws.com"}})}, queueURL, nil, nil},
	}
}

func apiTypes() []outputs {
	var api existing
	in := func(more m) func(client) m {
		return func(c client) m {
			api = c.given(apiT, "api", m{"name": "api-a", "protocolType": "HTTP"})
			return with(m{"apiId": api.id}, more)
		}
	}
	const id = "[a-z0-9]{10}"
	return []outputs{
		{apiT, nil, m{"name": "api-a", "protocolType": "HTTP"}, id, m{
			"arn": "/^arn:aws:apigateway:us-east-1::/apis/" + id + "$/", "executionArn": "/^arn:aws:execute-api:us-east-1:000000000000:" + id + "$/",
			"apiEndpoint": "/^https://" + id + `\.execute-api\.us-east-1\.amazonaws\.com$/`, "ipAddressType": "ipv4",
		}, nil},
		{integrationT, func(c client) { c.zipFunction("lambda-a") }, nil, "[a-z0-9]{7}", m{"timeoutMilliseconds": 30000.0},
			in(m{"integrationType": "AWS_PROXY", "integrationUri": functionARN})},
		{routeT, nil, nil, "[a-z0-9]{7}", nil, in(m{"routeKey": "POST /github"})},
		{stageT, nil, nil, `\$default`, m{
			"arn": `/^arn:aws:apigateway:us-east-1::/apis/` + id + `/stages/\$default$/`, "executionArn": `/^arn:aws:execute-api:us-east-1:000000000000:` + id + `/\$default$/`,
			"invokeUrl": `/^https://` + id + `\.execute-api\.us-east-1\.amazonaws\.com/$/`, "deploymentId": "/^[a-z0-9]{6}$/",
		}, in(m{"name": "$default", "autoDeploy": true})},
	}
}
