package resources

import (
	"fmt"

	"slipway/scripts/localaws/properties"
)

const queueType = "aws:sqs/queue:Queue"

func sqsKinds() []*Kind {
	return []*Kind{
		{
			Token: queueType, Label: "SQS Queue", Tagged: true, Replace: []string{"name", "fifoQueue"},
			Defaults: properties.Map{
				"fifoQueue": false, "contentBasedDeduplication": false, "delaySeconds": float64(0), "maxMessageSize": float64(262144),
				"messageRetentionSeconds": float64(345600), "receiveWaitTimeSeconds": float64(0), "visibilityTimeoutSeconds": float64(30),
			},
			Name: Name{Property: "name", Auto: true, Min: 1, Max: 80, Allowed: `[a-zA-Z0-9_-]+(\.fifo)?`,
				Words: "must be letters, digits, hyphens and underscores"},
			ID: func(c *Call) string {
				return fmt.Sprintf("https://sqs.%s.amazonaws.com/%s/%s", c.Region, c.Account, c.Name())
			},
			Outputs: func(c *Call) properties.Map {
				out := properties.Map{
					"arn": c.ARN("sqs", c.Name()), "url": c.ID, "policy": "", "redrivePolicy": "", "redriveAllowPolicy": "",
					"deduplicationScope": "", "fifoThroughputLimit": "", "kmsDataKeyReusePeriodSeconds": float64(300),
				}
				if !c.In.Has("kmsMasterKeyId") {
					out["sqsManagedSseEnabled"] = true
				}
				return out
			},
			Plan: []Check{
				isJSON("policy"), isJSON("redrivePolicy"), fifoName, between("delaySeconds", 0, 900), between("messageRetentionSeconds", 60, 1209600),
				between("maxMessageSize", 1024, 262144), between("visibilityTimeoutSeconds", 0, 43200), between("receiveWaitTimeSeconds", 0, 20),
			},
			Create: []Rule{keyThere("SQS", "CreateQueue", "kmsMasterKeyId"), queuePolicy("policy"), deadLetterThere},
			Update: []Rule{keyThere("SQS", "SetQueueAttributes", "kmsMasterKeyId"), queuePolicy("policy"), deadLetterThere},
		},
		{
			Token: "aws:sqs/queuePolicy:QueuePolicy", Label: "SQS Queue Policy", Required: []string{"policy", "queueUrl"}, Replace: []string{"queueUrl"},
			ID:     func(c *Call) string { return c.In.Str("queueUrl") },
			Plan:   []Check{isJSON("policy")},
			Create: []Rule{queueByURL, queuePolicy("policy")},
			Update: []Rule{queueByURL, queuePolicy("policy")},
		},
	}
}
