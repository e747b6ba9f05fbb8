package resources

import (
	"encoding/json"

	"slipway/scripts/localaws/awserr"
)

func queuePolicy(path string) Rule {
	return func(c *Call) error {
		text, ok := c.In.Text(path)
		if !ok || text == "" {
			return nil
		}
		doc, err := c.document(text, "SQS", "SetQueueAttributes", "InvalidAttributeValue", "Invalid value for the parameter Policy. (%s)")
		if err != nil {
			return err
		}
		if bad := c.unknownPrincipal(doc); bad != "" {
			return awserr.New("SQS", "SetQueueAttributes", "InvalidAttributeValue", "Invalid value for the parameter Policy. (principal %s)", bad)
		}
		return nil
	}
}

func queueByURL(c *Call) error {
	if _, ok := c.Get(queueType, c.In.Str("queueUrl")); !ok {
		return awserr.New("SQS", "SetQueueAttributes", "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.")
	}
	return nil
}

// deadLetterThere wants the queue that a redrive policy names.
func deadLetterThere(c *Call) error {
	text := c.In.Str("redrivePolicy")
	if text == "" {
		return nil
	}
	refuse := func(why string) error {
		return awserr.New("SQS", "SetQueueAttributes", "InvalidParameterValue", "Value %s for parameter RedrivePolicy is invalid. Reason: %s", text, why)
	}
	var redrive struct {
		Target string          `json:"deadLetterTargetArn"`
		Count  json.RawMessage `json:"maxReceiveCount"`
	}
	if err := json.Unmarshal([]byte(text), &redrive); err != nil {
		return refuse(err.Error())
	}
	if redrive.Target == "" || len(redrive.Count) == 0 {
		return refuse("Redrive policy does not contain mandatory attributes: deadLetterTargetArn, maxReceiveCount.")
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
	return refuse("Dead letter target does not exist.")
}
