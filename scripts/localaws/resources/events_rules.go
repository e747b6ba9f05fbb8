package resources

import (
	"regexp"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
)

func busNotDefault(c *Call) []awserr.Fault {
	if c.In.Str("name") == "default" {
		return fault("name", `cannot be "default"`)
	}
	return nil
}

func ruleSource(c *Call) []awserr.Fault {
	if !c.In.Has("eventPattern") && !c.In.Has("scheduleExpression") {
		return fault("eventPattern", "one of `eventPattern,scheduleExpression` must be specified")
	}
	return nil
}

func busThere(operation string) Rule {
	return func(c *Call) error {
		bus := busOf(c)
		if bus == "default" {
			return nil
		}
		if _, ok := c.Get(busType, bus); !ok {
			return awserr.New("EventBridge", operation, "ResourceNotFoundException", "Event bus %s does not exist.", bus)
		}
		return nil
	}
}

func busPolicy(c *Call) error {
	doc, err := c.document(c.In.Str("policy"), "EventBridge", "PutPermission", "ValidationException",
		"The policy is not valid: %s")
	if err != nil {
		return err
	}
	if bad := c.unknownPrincipal(doc); bad != "" {
		return awserr.New("EventBridge", "PutPermission", "ValidationException",
			"The policy names an invalid principal: %s", bad)
	}
	return nil
}

func busWithoutRules(c *Call) error {
	rules, err := c.List(ruleType)
	if err != nil {
		return err
	}
	for _, r := range rules {
		if bus := r.Str("eventBusName"); bus == c.ID || strings.HasSuffix(bus, ":event-bus/"+c.ID) {
			return awserr.New("EventBridge", "DeleteEventBus", "ValidationException",
				"Cannot delete event bus %s since it has rules.", c.ID)
		}
	}
	return nil
}

func ruleWithoutTargets(c *Call) error {
	targets, err := c.targetsOf(busOf(c), c.Name())
	if err != nil {
		return err
	}
	if targets > 0 {
		return awserr.New("EventBridge", "DeleteRule", "ValidationException", "Rule can't be deleted since it has targets.")
	}
	return nil
}

func (c *Call) targetsOf(bus, rule string) (int, error) {
	targets, err := c.List(targetType)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, t := range targets {
		of := *c
		of.In = t
		if busOf(&of) == bus && lastOf(t.Str("rule"), "/") == rule {
			n++
		}
	}
	return n, nil
}

func targetRule(c *Call) error {
	bus, rule := busOf(c), lastOf(c.In.Str("rule"), "/")
	if _, ok := c.Get(ruleType, ruleID(bus, rule)); !ok {
		return awserr.New("EventBridge", "PutTargets", "ResourceNotFoundException",
			"Rule %s does not exist on EventBus %s.", rule, bus)
	}
	return nil
}

const targetLimit = 5 // targets per rule (EventBridge quotas)

func targetQuota(c *Call) error {
	n, err := c.targetsOf(busOf(c), lastOf(c.In.Str("rule"), "/"))
	if err != nil {
		return err
	}
	if n >= targetLimit {
		return awserr.New("EventBridge", "PutTargets", "LimitExceededException",
			"The requested resource exceeds the maximum number allowed.")
	}
	return nil
}

func targetInput(c *Call) []awserr.Fault {
	n := 0
	for _, key := range []string{"input", "inputPath", "inputTransformer"} {
		if c.In.Has(key) {
			n++
		}
	}
	if n > 1 {
		return fault("input", "only one of `input,inputPath,inputTransformer` can be specified")
	}
	return nil
}

var placeholder = regexp.MustCompile(`<([A-Za-z0-9_.\-]+)>`)

// targetTransformer wants every placeholder of the template to have a path.
func targetTransformer(c *Call) error {
	paths := c.In.Sub("inputTransformer.inputPaths")
	for _, m := range placeholder.FindAllStringSubmatch(c.In.Str("inputTransformer.inputTemplate"), -1) {
		if _, ok := paths[m[1]]; !ok && !strings.HasPrefix(m[1], "aws.events.") {
			return awserr.New("EventBridge", "PutTargets", "ValidationException",
				"InputTemplate for target %s contains placeholder %s that has no InputPath.", c.Name(), m[1])
		}
	}
	return nil
}

// startActions are what a rule's role needs to reach a target that wants one.
var startActions = map[string]string{
	"codepipeline": "codepipeline:StartPipelineExecution",
	"states":       "states:StartExecution",
	"codebuild":    "codebuild:StartBuild",
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
	return nil
}

// queueThere wants the dead-letter queue at the path to exist and to take what
// EventBridge sends. AWS does not look; the events would be lost twice.
func queueThere(_, _, path string) Rule {
	return func(c *Call) error {
		arn := c.In.Str(path)
		if arn == "" || !c.Simulated(arnOf(arn).AccountID) {
			return nil
		}
		queues, err := c.Store.List(arnOf(arn).AccountID, queueType)
		if err != nil {
			return err
		}
		for _, q := range queues {
			if q.Outputs["arn"] != arn {
				continue
			}
			if key, _ := q.Outputs["kmsMasterKeyId"].(string); strings.HasSuffix(key, "alias/aws/sqs") {
				return awserr.Warn("the dead-letter queue %s is encrypted with alias/aws/sqs, which EventBridge may not use: "+
					"what fails would be lost.",
					arn)
			}
			return nil
		}
		return awserr.Warn("the dead-letter queue %s does not exist: what fails would be lost.", arn)
	}
}

// filterWords are the content filters of an event pattern (EventBridge user
// guide, comparison operators).
var filterWords = []string{
	"prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "cidr", "exists",
}

func knownFilter(word string) bool { return slices.Contains(filterWords, word) }
