package resources

import "slipway/scripts/localaws/properties"

const topicType = "aws:sns/topic:Topic"

func snsTypes() []*Type {
	topicName := Name{
		Property: "name",
		Auto:     true,
		Min:      1,
		Max:      256,
		Allowed:  `[A-Za-z0-9_-]+(\.fifo)?`,
		Words:    "must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens",
	}
	return []*Type{
		{
			Token:    topicType,
			Label:    "SNS Topic",
			Tagged:   true,
			Name:     topicName,
			Replace:  []string{"name", "fifoTopic"},
			Defaults: properties.Map{"fifoTopic": false, "contentBasedDeduplication": false},
			ID:       func(c *Call) string { return c.ARN("sns", c.Name()) },
			Outputs: func(c *Call) properties.Map {
				return properties.Map{
					"arn": c.ID, "owner": c.Account, "beginningArchiveTime": "", "signatureVersion": float64(0), "tracingConfig": "",
					"fifoThroughputScope": "", "policy": defaultTopicPolicy(c.ID, c.Account),
				}
			},
			Validate: []Check{isJSON("policy"), fifoName},
			Create:   []Rule{topicKeyThere("CreateTopic"), topicPolicy("CreateTopic")},
			Update:   []Rule{topicKeyThere("SetTopicAttributes"), topicPolicy("SetTopicAttributes")},
		},
		{
			Token:    "aws:sns/topicPolicy:TopicPolicy",
			Label:    "SNS Topic Policy",
			Required: []string{"arn", "policy"},
			Replace:  []string{"arn"},
			ID:       func(c *Call) string { return c.In.Str("arn") },
			Outputs:  func(c *Call) properties.Map { return properties.Map{"owner": c.Account} },
			Validate: []Check{isARN("arn"), isJSON("policy")},
			Create:   []Rule{topicThere("SetTopicAttributes", "arn"), topicPolicy("SetTopicAttributes")},
			Update:   []Rule{topicThere("SetTopicAttributes", "arn"), topicPolicy("SetTopicAttributes")},
		},
		{
			Token:    "aws:sns/topicSubscription:TopicSubscription",
			Label:    "SNS Topic Subscription",
			Required: []string{"endpoint", "protocol", "topic"},
			Replace:  []string{"endpoint", "protocol", "topic"},
			Defaults: properties.Map{
				"confirmationTimeoutInMinutes": float64(1),
				"endpointAutoConfirms":         false,
				"rawMessageDelivery":           false,
			},
			ID: func(c *Call) string { return c.In.Str("topic") + ":" + c.UUID() },
			Outputs: func(c *Call) properties.Map {
				byMail := c.In.Str("protocol") == "email" || c.In.Str("protocol") == "email-json"
				return properties.Map{
					"arn":                          c.ID,
					"ownerId":                      c.Account,
					"confirmationWasAuthenticated": !byMail,
					"pendingConfirmation":          byMail,
					"filterPolicyScope":            "",
				}
			},
			Validate: []Check{
				oneOf("protocol", "application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"),
				isARN("topic"), isJSON("filterPolicy"), isJSON("redrivePolicy"), filterScope,
				oneOf("filterPolicyScope", "MessageAttributes", "MessageBody"),
			},
			Create: []Rule{topicThere("Subscribe", "topic"), mailAddress, subscriptionFilter("Subscribe"),
				redriveTo("Subscribe"), subscribed},
			Update: []Rule{subscriptionFilter("SetSubscriptionAttributes"), redriveTo("SetSubscriptionAttributes"), subscribed},
		},
	}
}

// subscribed wants a function that a topic is to call to let it.
var subscribed = calledBy("sns.amazonaws.com", "endpoint",
	func(c *Call) string { return c.In.Str("topic") }, redriveTarget)

// topic returns a simulated topic by its ARN.
func (c *Call) topic(arn string) (properties.Map, bool) {
	return c.GetIn(arnOf(arn).AccountID, topicType, arn)
}
