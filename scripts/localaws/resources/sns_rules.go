package resources

import (
	"net/mail"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
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

// silent says why a service's messages to the topic would be lost; "" when they
// arrive. AWS accepts such a set-up and drops the messages without a word.
func (c *Call) silent(topicARN, service, sourceARN string) string {
	topic, ok := c.topic(topicARN)
	if !ok {
		if c.Simulated(arnOf(topicARN).AccountID) {
			return "the topic " + topicARN + " does not exist"
		}
		return ""
	}
	context := map[string]string{
		"aws:sourceaccount":   c.Account,
		"aws:sourceowner":     c.Account,
		"aws:sourcearn":       sourceARN,
		"aws:securetransport": "true",
		"kms:viaservice":      "sns." + c.Region + ".amazonaws.com",
	}
	text := topic.Str("policy")
	if own, ok := c.GetIn(arnOf(topicARN).AccountID, "aws:sns/topicPolicy:TopicPolicy", topicARN); ok {
		text = own.Str("policy")
	}
	doc, err := policy.Parse(text)
	if err != nil || !doc.Allows(policy.Request{
		Service:  service,
		Action:   "sns:Publish",
		Resource: topicARN,
		Context:  context,
	}) {
		return "the policy of the topic " + topicARN + " does not let " + service + " publish"
	}
	key := topic.Str("kmsMasterKeyId")
	if key == "" {
		return ""
	}
	if strings.HasSuffix(key, "alias/aws/sns") {
		return "the topic " + topicARN + " is encrypted with alias/aws/sns, which " + service +
			" may not use; encrypt it with a customer managed key"
	}
	if !c.keyAdmits(key, policy.Request{
		Service:  service,
		Action:   "kms:GenerateDataKey",
		Resource: "*",
		Context:  context,
	}) {
		return "the policy of the key " + key + " of the topic " + topicARN + " does not let " + service + " use it"
	}
	return ""
}

// keyAdmits reports whether the key's policy allows the request; keys outside the
// simulated AWS are taken on trust.
func (c *Call) keyAdmits(name string, r policy.Request) bool {
	account := c.Account
	if a := arnOf(name).AccountID; a != "" {
		account, name = a, arnOf(name).Resource
	}
	if strings.HasPrefix(name, "alias/") {
		alias, _ := c.GetIn(account, aliasType, name)
		name = lastOf(alias.Str("targetKeyId"), "/")
	}
	key, ok := c.GetIn(account, keyType, strings.TrimPrefix(name, "key/"))
	if !ok {
		return !c.Simulated(account)
	}
	doc, err := policy.Parse(key.Str("policy"))
	return err == nil && doc.Allows(r)
}
