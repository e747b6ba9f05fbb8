package resources

import (
	"strings"

	"slipway/scripts/localaws/awserr"
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
