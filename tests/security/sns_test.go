package security_test

const topicType = "sns/topic:Topic"

var topicPolicy = beside("sns/topicPolicy:TopicPolicy", "arn", "arn")

func topicRules() []rule {
	return []rule{{
		property: "N1",
		says:     "messages are encrypted",
		ids:      "AWS-0095 CKV_AWS_26 SNS.1",
		service:  "SNS",
		over:     every(topicType),
		fault: func(_ *environment, s subject) string {
			return unless(s.Text("kmsMasterKeyId") != "", "not encrypted")
		},
		breaks: map[string]change{"not encrypted": setting("kmsMasterKeyId", "")},
	}, {
		property: "N2",
		says:     "messages are encrypted with a customer key, which alarms may use",
		ids:      "AWS-0136",
		service:  "SNS",
		over:     every(topicType),
		fault:    func(env *environment, s subject) string { return customerKey(env, s.Text("kmsMasterKeyId")) },
		breaks:   map[string]change{"the key that AWS manages": setting("kmsMasterKeyId", "alias/aws/sns")},
	}, {
		property: "N3",
		says:     "publishers must use TLS",
		ids:      "AwsSolutions-SNS3",
		service:  "SNS",
		over:     every(topicType),
		fault: func(env *environment, s subject) string {
			return unless(policy(topicPolicy(env, s.resource), "policy").deniesWithoutTLS("sns:Publish", s.Text("arn")),
				"plain HTTP is let in")
		},
		breaks: map[string]change{
			"no denial": rewriting(topicPolicy, "policy", noDenials),
			"no policy": without(topicPolicy),
		},
	}, {
		property: "N4",
		says:     "only named services and roles publish, and services for the environment alone",
		ids:      "CKV_AWS_169 CKV_AWS_385 SNS.4",
		service:  "SNS",
		over:     statements(topicType, topicPolicy),
		fault: func(env *environment, s subject) string {
			for _, grant := range policy(topicPolicy(env, s.resource), "policy").allows() {
				if grant.Sid == s.part {
					return guarded(env, grant)
				}
			}
			return "no such statement"
		},
		breaks: map[string]change{
			"for anyone":     rewriting(topicPolicy, "policy", unconditional),
			"for a stranger": rewriting(topicPolicy, "policy", forStranger),
			"anyone": rewriting(topicPolicy, "policy", func(d *document) {
				for i := range d.Statement {
					d.Statement[i].Principal = principals{"AWS": {"*"}}
				}
			}),
		},
		mend: rewriting(topicPolicy, "policy", func(d *document) {
			for i := range d.Statement {
				d.Statement[i].Condition = map[string]map[string]words{"StringEquals": {"aws:SourceAccount": {"000000000000"}}}
			}
		}),
	}, {
		property: "N5",
		says:     "what became of each delivery is logged",
		ids:      "SNS.2",
		service:  "SNS",
		over:     every(topicType),
		fault: func(_ *environment, s subject) string {
			return unless(s.Text("httpFailureFeedbackRoleArn") != "", "deliveries are not logged")
		},
		mend: setting("httpFailureFeedbackRoleArn", "arn:aws:iam::000000000000:role/feedback"),
	}}
}
