package resources

import (
	"regexp"
	"strings"

	"slipway/scripts/localaws/awserr"
)

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

// targetFunction wants a function that a rule is to call to let it.
var targetFunction = calledBy("events.amazonaws.com", "arn",
	func(c *Call) string { return c.ARN("events", "rule/"+ruleID(busOf(c), lastOf(c.In.Str("rule"), "/"))) },
	func(c *Call) string { return c.In.Str("deadLetterConfig.arn") })
