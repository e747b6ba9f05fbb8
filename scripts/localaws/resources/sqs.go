package resources

import (
	"encoding/json"
	"fmt"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

const (
	queueType       = "aws:sqs/queue:Queue"
	queuePolicyType = "aws:sqs/queuePolicy:QueuePolicy"
)

func sqsTypes() []*Type {
	return []*Type{
		{
			Token:   queueType,
			Label:   "SQS Queue",
			Tagged:  true,
			Replace: []string{"name", "fifoQueue"},
			Defaults: properties.Map{
				"fifoQueue":                 false,
				"contentBasedDeduplication": false,
				"delaySeconds":              float64(0),
				"maxMessageSize":            float64(262144),
				"messageRetentionSeconds":   float64(345600),
				"receiveWaitTimeSeconds":    float64(0),
				"visibilityTimeoutSeconds":  float64(30),
			},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      80,
				Allowed:  `[a-zA-Z0-9_-]+(\.fifo)?`,
				Words:    "must be letters, digits, hyphens and underscores",
			},
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
			Validate: []Check{
				isJSON("policy"), isJSON("redrivePolicy"), fifoName, between("delaySeconds", 0, 900),
				between("messageRetentionSeconds", 60, 1209600),
				between("maxMessageSize", 1024, 262144), between("visibilityTimeoutSeconds", 0, 43200),
				between("receiveWaitTimeSeconds", 0, 20),
			},
			Create:  []Rule{keyThere("SQS", "CreateQueue", "kmsMasterKeyId"), queuePolicy("policy"), deadLetterThere},
			Update:  []Rule{keyThere("SQS", "SetQueueAttributes", "kmsMasterKeyId"), queuePolicy("policy"), deadLetterThere},
			Deleted: func(c *Call) error { return c.Store.DeleteMessages(c.Account, c.ID) },
		},
		{
			Token:    queuePolicyType,
			Label:    "SQS Queue Policy",
			Required: []string{"policy", "queueUrl"},
			Replace:  []string{"queueUrl"},
			ID:       func(c *Call) string { return c.In.Str("queueUrl") },
			Validate: []Check{isJSON("policy")},
			Create:   []Rule{queueByURL, queuePolicy("policy")},
			Update:   []Rule{queueByURL, queuePolicy("policy")},
		},
	}
}

func queuePolicy(path string) Rule {
	return func(c *Call) error {
		text, ok := c.In.Text(path)
		if !ok || text == "" {
			return nil
		}
		doc, err := c.document(text, "SQS", "SetQueueAttributes", "InvalidAttributeValue",
			"Invalid value for the parameter Policy. (%s)")
		if err != nil {
			return err
		}
		if bad := c.unknownPrincipal(doc); bad != "" {
			return awserr.New("SQS", "SetQueueAttributes", "InvalidAttributeValue",
				"Invalid value for the parameter Policy. (principal %s)", bad)
		}
		return nil
	}
}

func queueByURL(c *Call) error {
	if _, ok := c.Get(queueType, c.In.Str("queueUrl")); !ok {
		return awserr.New("SQS", "SetQueueAttributes", "AWS.SimpleQueueService.NonExistentQueue",
			"The specified queue does not exist.")
	}
	return nil
}

// deadLetterThere wants the queue that a redrive policy names.
func deadLetterThere(c *Call) error {
	text := c.In.Str("redrivePolicy")
	if text == "" {
		return nil
	}
	reject := func(why string) error {
		return awserr.New("SQS", "SetQueueAttributes", "InvalidParameterValue",
			"Value %s for parameter RedrivePolicy is invalid. Reason: %s", text, why)
	}
	var redrive struct {
		Target string          `json:"deadLetterTargetArn"`
		Count  json.RawMessage `json:"maxReceiveCount"`
	}
	if err := json.Unmarshal([]byte(text), &redrive); err != nil {
		return reject(err.Error())
	}
	if redrive.Target == "" || len(redrive.Count) == 0 {
		return reject("Redrive policy does not contain mandatory attributes: deadLetterTargetArn, maxReceiveCount.")
	}
	queues, err := c.List(queueType)
	if err != nil {
		return err
	}
	for _, q := range queues {
		if q.Str("arn") == redrive.Target {
			return nil
		}
	}
	return reject("Dead letter target does not exist.")
}
