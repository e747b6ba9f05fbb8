package resources_test

import (
	"slipway/scripts/localaws/awstest"
)

func computeTypes() []outputs {
	const invoke = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + awstest.FunctionARN
	function := func(c awstest.Client) { c.ZipFunction("lambda-a") }
	return []outputs{
		{
			token: awstest.Alias,
			id:    "alias/kms-a",
			out: m{
				"arn":          "arn:aws:kms:us-east-1:000000000000:alias/kms-a",
				"targetKeyArn": "/^arn:aws:kms:us-east-1:000000000000:key/" + uuid + "$/",
			},
			from: func(c awstest.Client) m {
				return m{"name": "alias/kms-a", "targetKeyId": c.Given(awstest.Key, "k", m{}).ID}
			},
		},
		{
			token: awstest.LogGroup,
			in:    m{"name": "/aws/lambda/lambda-a", "retentionInDays": 30.0},
			id:    "/aws/lambda/lambda-a",
			out: m{
				"arn": "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/lambda-a", "logGroupClass": "STANDARD",
			},
		},
		{
			token: awstest.Role,
			in:    m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda"), "path": "/ci/"},
			id:    "role-a",
			out: m{
				"arn": "arn:aws:iam::000000000000:role/ci/role-a", "uniqueId": "/^AROA[A-Z0-9]{17}$/", "createDate": instant,
			},
		},
		{
			token: awstest.RolePolicy,
			given: func(c awstest.Client) { c.Role("role-a", "lambda") },
			in:    m{"name": "inline", "role": "role-a", "policy": awstest.Allow("*", "xray:PutTraceSegments")},
			id:    "role-a:inline",
		},
		{
			token: awstest.RoleAttachment,
			given: func(c awstest.Client) { c.Role("role-a", "lambda") },
			in:    m{"role": "role-a", "policyArn": "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"},
			id:    `role-a-\d{26}`,
		},
		{
			token: awstest.Function,
			id:    "lambda-a",
			out: m{
				"arn":                awstest.FunctionARN,
				"version":            "1",
				"qualifiedArn":       awstest.FunctionARN + ":1",
				"invokeArn":          invoke + "/invocations",
				"qualifiedInvokeArn": invoke + ":1/invocations",
				"lastModified":       `/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/`,
				"architectures":      list{"x86_64"},
				"tracingConfig":      m{"mode": "PassThrough"},
				"ephemeralStorage":   m{"size": 512.0},
				"signingJobArn":      "",
			},
			from: func(c awstest.Client) m { return c.Zip("lambda-a") },
		},
		{
			token: awstest.FunctionAlias,
			given: function,
			in:    m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"},
			id:    awstest.FunctionARN + ":live",
			out: m{
				"arn": awstest.FunctionARN + ":live", "invokeArn": invoke + ":live/invocations",
			},
		},
		{
			token: awstest.Permission,
			given: function,
			in: m{
				"statementId": "api",
				"function":    awstest.FunctionARN,
				"action":      "lambda:InvokeFunction",
				"principal":   "apigateway.amazonaws.com",
			},
			id: "api",
		},
		{
			token: awstest.EventMapping,
			given: called,
			in: m{
				"eventSourceArn":        queueARN,
				"functionName":          awstest.FunctionARN + ":live",
				"functionResponseTypes": list{"ReportBatchItemFailures"},
				"batchSize":             10.0,
			},
			id: uuid,
			out: m{
				"uuid":                  "/^" + uuid + "$/",
				"arn":                   "/^arn:aws:lambda:us-east-1:000000000000:event-source-mapping:" + uuid + "$/",
				"functionArn":           awstest.FunctionARN + ":live",
				"state":                 "Enabled",
				"stateTransitionReason": "USER_INITIATED",
				"lastModified":          instant,
			},
		},
		{
			token: awstest.InvokeConfig,
			given: called,
			in: m{
				"functionName":             "lambda-a",
				"qualifier":                "live",
				"maximumEventAgeInSeconds": 21600.0,
				"destinationConfig":        m{"onFailure": m{"destination": queueARN}},
			},
			id: "lambda-a:live",
		},
		{
			token: awstest.Secret,
			in:    m{"name": "secret-a", "recoveryWindowInDays": 0.0},
			id:    "arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-a-[a-zA-Z0-9]{6}",
			out: m{
				"arn": "/^arn:aws:secretsmanager:us-east-1:000000000000:secret:secret-a-[a-zA-Z0-9]{6}$/", "policy": "",
			},
		},
		{
			token: awstest.Queue,
			in:    m{"name": "queue-a"},
			id:    queueURL,
			out:   m{"arn": queueARN, "url": queueURL, "sqsManagedSseEnabled": true, "kmsDataKeyReusePeriodSeconds": 300.0},
		},
		{
			token: awstest.QueuePolicy,
			given: func(c awstest.Client) { c.Given(awstest.Queue, "q", m{"name": "queue-a"}) },
			in: m{
				"queueUrl": queueURL,
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    "sqs:SendMessage",
					"Resource":  queueARN,
					"Principal": m{"Service": "events.amazonaws.com"},
				}),
			},
			id: queueURL,
		},
	}
}
