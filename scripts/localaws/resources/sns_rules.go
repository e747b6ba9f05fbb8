package resources

import (
	"net/mail"
	"strings"

	"slipway/scripts/localaws/awserr"
)

// fifoName wants the suffix .fifo on FIFO topics and queues, and only there.
func fifoName(c *Call) []awserr.Fault {
	name, ok := c.In.Text("name")
	fifo := c.In.Bool("fifoTopic") || c.In.Bool("fifoQueue")
	if ok && fifo != strings.HasSuffix(name, ".fifo") {
		return fault("name", "invalid value for name (a FIFO name ends in .fifo, no other name does): %s", name)
	}
	return nil
}

func topicKeyThere(operation string) Rule {
	return keyThere("SNS", operation, "kmsMasterKeyId")
}

func topicThere(operation, path string) Rule {
	return func(c *Call) error {
		arn := c.In.Str(path)
		if _, ok := c.topic(arn); !ok && c.Simulated(arnOf(arn).AccountID) {
			return awserr.New("SNS", operation, "NotFoundException", "Topic does not exist")
		}
		return nil
	}
}

func topicPolicy(operation string) Rule {
	return func(c *Call) error {
		text, ok := c.In.Text("policy")
		if !ok {
			return nil
		}
		doc, err := c.document(text, "SNS", operation, "InvalidParameter", "Invalid parameter: Policy Error: null (%s)")
		if err != nil {
			return err
		}
		if bad := c.unknownPrincipal(doc); bad != "" {
			return awserr.New("SNS", operation, "InvalidParameter",
				"Invalid parameter: Policy Error: PrincipalNotFound (%s)", bad)
		}
		for _, s := range doc.Statements {
			for _, action := range s.Actions {
				if !strings.HasPrefix(strings.ToLower(action), "sns:") {
					return awserr.New("SNS", operation, "InvalidParameter",
						"Invalid parameter: Policy statement action out of service scope!")
				}
			}
		}
		return nil
	}
}

func mailAddress(c *Call) error {
	if p := c.In.Str("protocol"); p != "email" && p != "email-json" {
		return nil
	}
	address, err := mail.ParseAddress(c.In.Str("endpoint"))
	if err != nil || address.Address != c.In.Str("endpoint") || !strings.Contains(address.Address, ".") {
		return awserr.New("SNS", "Subscribe", "InvalidParameter", "Invalid parameter: Email address")
	}
	return nil
}

// defaultTopicPolicy is the policy of a topic created without one (SNS developer
// guide, default access policy): the owner's account and no other.
func defaultTopicPolicy(arn, account string) string {
	return render(map[string]any{"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": []any{map[string]any{
		"Sid": "__default_statement_ID", "Effect": "Allow", "Principal": map[string]any{"AWS": "*"},
		"Action": []any{"SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission", "SNS:RemovePermission",
			"SNS:DeleteTopic", "SNS:Subscribe", "SNS:ListSubscriptionsByTopic", "SNS:Publish"},
		"Resource": arn, "Condition": map[string]any{"StringEquals": map[string]any{"AWS:SourceOwner": account}},
	}}})
}
