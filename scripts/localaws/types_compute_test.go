package localaws_test

func computeTypes() []outputs {
	const invoke = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + functionARN
	function := func(c client) { c.zipFunction("lambda-a") }
	return []outputs{
		{
			token: aliasT,
			id:    "alias/kms-a",
			out:   m{"arn": "arn:aws:kms:us-east-1:000000000000:alias/kms-a", "targetKeyArn": "/^arn:aws:kms:us-east-1:000000000000:key/" + uuid + "$/"},
			from:  func(c client) m { return m{"name": "alias/kms-a", "targetKeyId": c.given(keyT, "k", m{}).id} },
		},
		{
			token: logGroupT,
			in:    m{"name": "/aws/lambda/lambda-a", "retentionInDays": 30.0},
			id:    "/aws/lambda/lambda-a",
			out: m{
				"arn": "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/lambda-a", "logGroupClass": "STANDARD",
			},
		},
		{
			token: roleT,
			in:    m{"name": "role-a", "assumeRolePolicy": trusting("lambda"), "path": "/ci/"},
			id:    "role-a",
			out: m{
				"arn": "arn:aws:iam::000000000000:role/ci/role-a", "uniqueId": "/^AROA[A-Z0-9]{17}$/", "createDate": instant,
			},
		},
		{
			token: rolePolicyT,
			given: func(c client) { c.role("role-a", "lambda") },
			in:    m{"name": "inline", "role": "role-a", "policy": allowing("*", "xray:PutTraceSegments")},
			id:    "role-a:inline",
		},
		{
			token: functionT,
			id:    "lambda-a",
			out: m{
				"arn": functionARN, "version": "1", "qualifiedArn": functionARN + ":1", "invokeArn": invoke + "/invocations", "qualifiedInvokeArn": invoke + ":1/invocations",
				"lastModified": `/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/`, "architectures": list{"x86_64"}, "tracingConfig": m{"mode": "PassThrough"},
				"ephemeralStorage": m{"size": 512.0}, "signingJobArn": "",
			},
			from: func(c client) m { return c.zip("lambda-a") },
		},
		{
			token: functionAliasT,
			given: function,
			in:    m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"},
			id:    functionARN + ":live",
			out: m{
				"arn": functionARN + ":live", "invokeArn": invoke + ":live/invocations",
			},
		},
		{
			token: permissionT,
			given: function,
			in:    m{"statementId": "api", "function": functionARN, "action": "lambda:InvokeFunction", "principal": "apigateway.amazonaws.com"},
			id:    "api",
		},
		{
			token: secretT,
			in:    m{"name": "secret-a", "recoveryWindowInDays": 0.0},
			id:    "arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-a-[a-zA-Z0-9]{6}",
			out: m{
				"arn": "/^arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-a-[a-zA-Z0-9]{6}$/", "policy": "",
			},
		},
		{
			token: queueT,
			in:    m{"name": "queue-a"},
			id:    queueURL,
			out:   m{"arn": queueARN, "url": queueURL, "sqsManagedSseEnabled": true, "kmsDataKeyReusePeriodSeconds": 300.0},
		},
		{
			token: queuePolicyT,
			given: func(c client) { c.given(queueT, "q", m{"name": "queue-a"}) },
			in:    m{"queueUrl": queueURL, "policy": document(m{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queueARN, "Principal": m{"Service": "events.amazonaws.com"}})},
			id:    queueURL,
		},
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
		{
			token: apiT,
			in:    m{"name": "api-a", "protocolType": "HTTP"},
			id:    id,
			out: m{
				"arn": "/^arn:aws:apigateway:us-east-1::/apis/" + id + "$/", "executionArn": "/^arn:aws:execute-api:us-east-1:000000000000:" + id + "$/",
				"apiEndpoint": "/^https://" + id + `\.execute-api\.us-east-1\.amazonaws\.com$/`, "ipAddressType": "ipv4",
			},
		},
		{
			token: integrationT,
			given: func(c client) { c.zipFunction("lambda-a") },
			id:    "[a-z0-9]{7}",
			out:   m{"timeoutMilliseconds": 30000.0},
			from:  in(m{"integrationType": "AWS_PROXY", "integrationUri": functionARN}),
		},
		{
			token: routeT,
			id:    "[a-z0-9]{7}",
			from:  in(m{"routeKey": "POST /github"}),
		},
		{
			token: stageT,
			id:    `\$default`,
			out: m{
				"arn": `/^arn:aws:apigateway:us-east-1::/apis/` + id + `/stages/\$default$/`, "executionArn": `/^arn:aws:execute-api:us-east-1:000000000000:` + id + `/\$default$/`,
				"invokeUrl": `/^https://` + id + `\.execute-api\.us-east-1\.amazonaws\.com/$/`, "deploymentId": "/^[a-z0-9]{6}$/",
			},
			from: in(m{"name": "$default", "autoDeploy": true}),
		},
	}
}
