package security_test

const tableType = "dynamodb/table:Table"

func tableRules() []rule {
	return []rule{{
		property: "D1",
		says:     "the table can be restored to any moment",
		ids:      "AWS-0024 CKV_AWS_28 AwsSolutions-DDB3 DynamoDB.2",
		service:  "DynamoDB",
		over:     every(tableType),
		fault: func(_ *environment, s subject) string {
			return unless(on(s.resource, "pointInTimeRecovery.enabled"), "cannot be restored")
		},
		breaks: map[string]change{"no recovery": setting("pointInTimeRecovery.enabled", false)},
	}, {
		property: "D2",
		says:     "the table is protected from deletion",
		ids:      "DynamoDB.6",
		service:  "DynamoDB",
		over:     every(tableType),
		fault: func(_ *environment, s subject) string {
			return unless(on(s.resource, "deletionProtectionEnabled"), "can be deleted")
		},
		mend: setting("deletionProtectionEnabled", true),
	}, {
		property: "D3",
		says:     "rows are encrypted with a customer key",
		ids:      "AWS-0025 CKV_AWS_119",
		service:  "DynamoDB",
		over:     every(tableType),
		fault: func(env *environment, s subject) string {
			return customerKey(env, text(s.resource, "serverSideEncryption.kmsKeyArn"))
		},
		mend: func(env *environment, r *resource) {
			put(env.edit(r), "serverSideEncryption.kmsKeyArn", env.of(keyType)[0].Text("arn"))
		},
	}, {
		property: "D4",
		says:     "the table grows with what is asked of it",
		ids:      "DynamoDB.1 CKV2_AWS_16",
		service:  "DynamoDB",
		over:     every(tableType),
		fault: func(_ *environment, s subject) string {
			return unless(s.Text("billingMode") == "PAY_PER_REQUEST", "a fixed capacity")
		},
		breaks: map[string]change{"provisioned": setting("billingMode", "PROVISIONED")},
	}}
}
