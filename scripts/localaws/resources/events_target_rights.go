package resources

import (
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
)

// startActions are what a rule's role needs to reach a target that wants one.
var startActions = map[string]string{
	"codepipeline": "codepipeline:StartPipelineExecution",
	"states":       "states:StartExecution",
	"codebuild":    "codebuild:StartBuild",
	"events":       "events:PutEvents",
}

// targetRole wants a role where the target needs one, one that EventBridge may
// assume for this rule and that may do what the target is for.
func targetRole(c *Call) error {
	target, role := c.In.Str("arn"), c.In.Str("roleArn")
	service := arnOf(target).Service
	action, needed := startActions[service]
	if role == "" {
		if needed {
			return awserr.New("EventBridge", "PutTargets", "ValidationException", "RoleArn is required for target %s.", target)
		}
		return nil
	}
	rule, _ := c.Get(ruleType, ruleID(busOf(c), lastOf(c.In.Str("rule"), "/")))
	asks := policy.Request{
		Service: "events.amazonaws.com",
		Action:  "sts:AssumeRole",
		Context: map[string]string{"aws:sourceaccount": c.Account, "aws:sourcearn": rule.Str("arn")},
	}
	if !c.trusts(role, asks) {
		return awserr.New("EventBridge", "PutTargets", "ValidationException",
			"Provided role '%s' cannot be assumed by principal 'events.amazonaws.com'.", role)
	}
	if !needed || !c.Simulated(arnOf(role).AccountID) {
		return nil
	}
	ok, err := c.rolePermits(role, action, target)
	if err != nil {
		return err
	}
	if !ok {
		return awserr.Warn("the rule %s would match and start nothing: the role %s may not %s on %s.",
			rule.Str("name"), role, action, target)
	}
	return busTakes(c, rule.Str("name"), role)
}

// busTakes wants a bus that is a rule's target to be there and, in another account, to have
// a policy that lets the role put events (EventBridge User Guide, eb-cross-account). AWS does
// not look; no event would arrive.
func busTakes(c *Call, rule, role string) error {
	target := c.In.Str("arn")
	account, bus := arnOf(target).AccountID, strings.TrimPrefix(arnOf(target).Resource, "event-bus/")
	if arnOf(target).Service != "events" || !c.Simulated(account) || bus == "default" && account == c.Account {
		return nil
	}
	if _, ok := c.GetIn(account, busType, bus); !ok && bus != "default" {
		return awserr.Warn("the rule %s would match and its events reach nothing: there is no bus %s.", rule, target)
	}
	if account == c.Account {
		return nil
	}
	given, _ := c.GetIn(account, busPolicyType, bus)
	takes, err := policy.Parse(given.Str("policy"))
	if err == nil && takes.Allows(policy.Request{
		Principal: role,
		Action:    "events:PutEvents",
		Resource:  target,
		Context:   map[string]string{"aws:principalarn": role, "aws:principalaccount": arnOf(role).AccountID},
	}) {
		return nil
	}
	return awserr.Warn(
		"the rule %s would match and its events reach nothing: the policy of %s does not let %s put events.",
		rule, target, role,
	)
}

// queueThere wants the dead-letter queue at the path to exist and to take what
// EventBridge sends. AWS does not look; the events would be lost twice.
func queueThere(_, _, path string) Rule {
	return func(c *Call) error { return c.deadLetters(c.In.Str(path), "EventBridge") }
}

// deadLetters is queueThere for a queue by its ARN, and whoever sends to it.
func (c *Call) deadLetters(arn, sender string) error {
	if arn == "" || !c.Simulated(arnOf(arn).AccountID) {
		return nil
	}
	queue, err := c.queue(arn)
	switch {
	case err != nil:
		return err
	case queue == nil:
		return awserr.Warn("the dead-letter queue %s does not exist: what fails would be lost.", arn)
	case strings.HasSuffix(queue.Str("kmsMasterKeyId"), "alias/aws/sqs"):
		return awserr.Warn("the dead-letter queue %s is encrypted with alias/aws/sqs, which %s may not use: "+
			"what fails would be lost.", arn, sender)
	}
	return nil
}
