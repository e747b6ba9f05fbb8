package resources

import (
	"encoding/json"
	"maps"
	"slices"

	"slipway/scripts/localaws/awserr"
)

// filterScope is the provider's own check.
func filterScope(c *Call) []awserr.Fault {
	if c.In.Has("filterPolicyScope") && !c.In.Has("filterPolicy") {
		return fault("filterPolicyScope", "filter_policy is required when filter_policy_scope is set")
	}
	return nil
}

// subscriptionFilter rejects a filter that SNS does not take (SNS Developer Guide,
// subscription-filter-policy-constraints).
func subscriptionFilter(operation string) Rule {
	return func(c *Call) error {
		text, given := c.In.Text("filterPolicy")
		if !given || text == "" {
			return nil
		}
		var filter map[string]any
		if err := json.Unmarshal([]byte(text), &filter); err != nil {
			return filterRejected(operation, err.Error())
		}
		nested := c.In.Str("filterPolicyScope") == "MessageBody"
		for _, key := range slices.Sorted(maps.Keys(filter)) {
			switch filter[key].(type) {
			case []any:
			case map[string]any:
				if !nested {
					return filterRejected(operation,
						"Filter policy scope MessageAttributes does not support nested filter policy")
				}
			default:
				return filterRejected(operation, `"`+key+`" must be an object or an array`)
			}
		}
		if filterKeys(filter) > filterKeyLimit {
			return filterRejected(operation, "Filter policy can not have more than 5 keys")
		}
		return nil
	}
}

const filterKeyLimit = 5

// filterKeys counts the keys that have values: what only leads to them is free.
func filterKeys(filter map[string]any) int {
	n := 0
	for _, value := range filter {
		if inner, is := value.(map[string]any); is {
			n += filterKeys(inner)
		} else {
			n++
		}
	}
	return n
}

func filterRejected(operation, why string) error {
	return awserr.New("SNS", operation, "InvalidParameter",
		"Invalid parameter: Attributes Reason: FilterPolicy: %s", why)
}

// redriveTo wants the queue that a redrive policy names.
func redriveTo(operation string) Rule {
	return func(c *Call) error {
		text := c.In.Str("redrivePolicy")
		if text == "" {
			return nil
		}
		to := redriveTarget(c)
		if arnOf(to).Service != "sqs" {
			return awserr.New("SNS", operation, "InvalidParameter",
				"Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn")
		}
		return c.deadLetters(to, "SNS")
	}
}

// redriveTarget is the queue of a redrive policy, "" if it names none.
func redriveTarget(c *Call) string {
	var redrive struct {
		Target string `json:"deadLetterTargetArn"`
	}
	_ = json.Unmarshal([]byte(c.In.Str("redrivePolicy")), &redrive)
	return redrive.Target
}
