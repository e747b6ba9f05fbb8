package security_test

// exceptions is all that the ledger forgives.
var exceptions = []exception{{
	property:     "S4",
	ids:          "AWS-0132 CKV_AWS_145 S3.17 S3DefaultEncryptionKMS",
	resources:    "s3-artifacts-*",
	environments: []string{"local", "prod"},
	since:        "2026-11-22",
	reason: "A key that AWS manages was asked for, and serves one account; where another account has a part in the " +
		"pipelines, the customer key is used.",
}, {
	property:  "S4",
	ids:       "AWS-0132 CKV_AWS_145 S3.17 S3DefaultEncryptionKMS",
	resources: "s3-cache-*",
	since:     "2026-11-22",
	reason:    "A key that AWS manages was asked for, and no other account reads the build cache.",
}, {
	property:  "S4",
	ids:       "AWS-0132 CKV_AWS_145 S3.17 S3DefaultEncryptionKMS",
	resources: "s3-logs-*",
	since:     "2026-11-22",
	reason: "S3 delivers access logs only to a bucket that is encrypted with S3's own key (S3 User Guide, " +
		"enable-server-access-logging).",
}, {
	property:     "B2",
	ids:          "CKV_AWS_147 AwsSolutions-CB4",
	resources:    "codebuild-*",
	environments: []string{"local", "prod"},
	since:        "2026-11-27",
	reason: "A key that AWS manages was asked for in so many words, for what pipelines hand on; every principal that " +
		"reads it is of one account. Where another account has a part in the pipelines, the customer key is used.",
}, {
	property:     "P1",
	ids:          "CKV_AWS_219",
	resources:    "pipeline-*",
	environments: []string{"local", "prod"},
	since:        "2026-11-27",
	reason: "A key that AWS manages was asked for in so many words, and so each object is encrypted with the key that " +
		"the bucket's own setting names. Where another account has a part in the pipelines, the customer key is used.",
}, {
	property:  "S7",
	ids:       "AWS-0089 CKV_AWS_18 AwsSolutions-S1 S3.9",
	resources: "s3-logs-*",
	since:     "2026-11-22",
	reason:    "A bucket that logs to itself writes a log of every log.",
}, {
	property:  "S11",
	ids:       "CKV_AWS_143 CKV_AWS_144 CKV2_AWS_62 AWS-0170 S3.7 S3.11 S3.15 S3.20",
	resources: "s3-*",
	since:     "2026-11-22",
	reason: "Everything must go with a teardown, which a lock or MFA delete forbids; what the buckets hold is built " +
		"again from a commit, so a replica saves nothing; nothing waits for an object's event.",
}, {
	property:  "K4",
	resources: "encryption-key",
	since:     "2026-11-22",
	reason: "Everything must go with a teardown; the week that KMS insists on is the window in which a deletion " +
		"is taken back.",
}, {
	property:  "R4",
	ids:       "AWS-0033 CKV_AWS_136",
	resources: "ecr-*",
	since:     "2026-11-22",
	reason:    "The key that AWS manages was asked for; images are encrypted with it.",
}, {
	property:  "D2",
	ids:       "DynamoDB.6",
	resources: "table-deployments-*",
	since:     "2026-11-22",
	reason:    "Everything must go with a teardown; a deleted table can be restored from its last backup for 35 days.",
}, {
	property:  "D3",
	ids:       "AWS-0025 CKV_AWS_119",
	resources: "table-deployments-*",
	since:     "2026-11-22",
	reason: "The backup of a deleted table stays for 35 days, the customer key of a deleted environment for 7: " +
		"after that, the history could not be restored.",
}, {
	property:  "N4",
	ids:       "CKV_AWS_169 CKV_AWS_385 SNS.4",
	resources: "topic-deployments-*#Notifications",
	since:     "2026-11-22",
	reason: "AWS documents no source condition for codestar-notifications (Developer Tools console User Guide, " +
		"set-up-sns); one that the service does not send would silence every notification. " +
		"The service may publish and nothing else.",
}, {
	property:  "N5",
	ids:       "SNS.2",
	resources: "topic-deployments-*",
	since:     "2026-11-22",
	reason: "SNS logs the deliveries to endpoints and functions; the subscribers here are mail addresses, " +
		"for which there is nothing to log.",
}, {
	property:  "I5",
	ids:       "CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_111 CKV_AWS_287 CKV_AWS_288 CKV_AWS_289 CKV_AWS_290",
	resources: "role-release-*",
	since:     "2026-11-22",
	reason: "Step Functions refuses a state machine that logs when its role may not logs:PutResourcePolicy on all " +
		"resources (Step Functions developer guide, cw-logs); it is about who writes logs, and about nothing else.",
}, {
	property:  "I5",
	ids:       "CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_111 CKV_AWS_287 CKV_AWS_288 CKV_AWS_289 CKV_AWS_290",
	resources: "role-recorder-*",
	since:     "2026-11-22",
	reason:    "As for the release machines: logs:PutResourcePolicy is asked of every state machine that logs.",
}, {
	property:  "I5",
	ids:       "CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_111 CKV_AWS_287 CKV_AWS_288 CKV_AWS_289 CKV_AWS_290",
	resources: "role-start-*",
	since:     "2026-11-26",
	reason:    "As for the release machines: logs:PutResourcePolicy is asked of every state machine that logs.",
}, {
	property:  "I5",
	ids:       "CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_111 CKV_AWS_287 CKV_AWS_288 CKV_AWS_289 CKV_AWS_290",
	resources: "role-function-orders-*",
	since:     "2026-11-27",
	reason: "A function in a VPC looks at network interfaces, which EC2 limits to no resource (Service Authorization " +
		"Reference, Amazon EC2).",
}, {
	property:  "I2",
	ids:       "AwsSolutions-IAM5 CKV_AWS_355 CKV_AWS_356 AWS-0345",
	resources: "role-function-orders-*",
	since:     "2026-11-27",
	reason: "Lambda asks for rights on the network interfaces of all accounts, because subnets may be shared; its " +
		"function's own code is denied them (Lambda Developer Guide, configuration-vpc-permissions).",
}, {
	property:  "I4",
	ids:       "CKV_AWS_60 CKV_AWS_61 iam_role_cross_service_confused_deputy_prevention",
	resources: "role-chat-*",
	since:     "2026-11-27",
	reason: "AWS documents no source condition for Amazon Q Developer in chat applications; one that the service does " +
		"not send would silence the channel. The role has no rights that could be lent to anyone.",
}, {
	property:  "I7",
	ids:       "IAMNoInlinePolicy",
	resources: "role-* but role-chat-*",
	since:     "2026-11-22",
	reason: "Each policy belongs to one role: written into it, it can be attached to no other, " +
		"is read in one place and goes with the role.",
}, {
	property:  "L6",
	ids:       "CKV_AWS_117 Lambda.3",
	resources: "lambda-* but lambda-orders-two-account",
	since:     "2026-11-22",
	reason: "Nothing that these functions call lives in a network of ours; one would add cost and a way out that " +
		"must be guarded.",
}, {
	property:  "B4",
	ids:       "CKV_AWS_316 CodeBuild.5",
	resources: "codebuild-build-*",
	since:     "2026-11-22",
	reason:    "Docker builds need it.",
}, {
	property:  "B4",
	ids:       "CKV_AWS_316 CodeBuild.5",
	resources: "codebuild-pulls-*",
	since:     "2026-11-27",
	reason: "Docker builds the image of a pull request and runs it; the host is the build's own, goes with it, and what " +
		"the pull request brings runs as a user without Docker and without the role's credentials.",
}, {
	property:  "B4",
	ids:       "CKV_AWS_316 CodeBuild.5",
	resources: "codebuild-test-*",
	since:     "2026-11-22",
	reason: "The tests run the image that was built, with Docker; the project's role can change neither image " +
		"nor production.",
}, {
	property:  "G3",
	ids:       "AWS-0017 CKV_AWS_158 LogGroupEncrypted",
	resources: "/aws/*",
	since:     "2026-11-22",
	reason: "CloudWatch Logs encrypts every group at rest with a key that AWS owns, at no cost. The customer key " +
		"would have to admit the service for each group, in another account too, and every query would pay for it; " +
		"the logs hold no secret.",
}, {
	property: "G4",
	ids: "CKV_AWS_319 CloudWatchAlarmAction cloudwatch_alarm_actions_enabled " +
		"cloudwatch_alarm_actions_alarm_state_configured",
	resources: "alarm-release-*",
	since:     "2026-11-26",
	reason: "It acts without a message: CodeDeploy and the release machine read it and undo the release, " +
		"and the machine " +
		"tells which alarm it was. The error alarm beside it tells of failures outside a release.",
}}
