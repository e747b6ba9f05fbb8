package resources

import (
	"strings"

	"slipway/scripts/localaws/policy"
)

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
