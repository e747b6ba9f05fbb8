package resources

import (
	"fmt"
	"strings"

	"slipway/scripts/localaws/properties"
)

const (
	busType       = "aws:cloudwatch/eventBus:EventBus"
	busPolicyType = "aws:cloudwatch/eventBusPolicy:EventBusPolicy"
	ruleType      = "aws:cloudwatch/eventRule:EventRule"
	targetType    = "aws:cloudwatch/eventTarget:EventTarget"
)

func eventsTypes() []*Type {
	words := "must be letters, digits and the characters . - _"
	return []*Type{
		{
			Token:   busType,
			Label:   "EventBridge Event Bus",
			Tagged:  true,
			Replace: []string{"name", "eventSourceName"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      256,
				Allowed:  `[/.\-_A-Za-z0-9]+`,
				Words:    words + " /",
			},
			ID:       (*Call).Name,
			Outputs:  func(c *Call) properties.Map { return properties.Map{"arn": c.ARN("events", "event-bus/"+c.ID)} },
			Validate: []Check{longest("description", 512), busNotDefault},
			Create: []Rule{keyThere("EventBridge", "CreateEventBus", "kmsKeyIdentifier"),
				queueThere("EventBridge", "CreateEventBus", "deadLetterConfig.arn")},
			Update: []Rule{keyThere("EventBridge", "UpdateEventBus", "kmsKeyIdentifier"),
				queueThere("EventBridge", "UpdateEventBus", "deadLetterConfig.arn")},
			Exists: taken("EventBridge", "CreateEventBus", "ResourceAlreadyExistsException", func(c *Call) string {
				return "Event bus " + c.Name() + " already exists."
			}),
			Delete: []Rule{busWithoutRules},
		},
		{
			Token:    busPolicyType,
			Label:    "EventBridge Event Bus Policy",
			Required: []string{"policy"},
			Replace:  []string{"eventBusName"},
			Defaults: properties.Map{"eventBusName": "default"},
			ID:       busOf,
			Validate: []Check{longest("eventBusName", 256), isJSON("policy")},
			Create:   []Rule{busThere("PutPermission"), busPolicy},
			Update:   []Rule{busThere("PutPermission"), busPolicy},
		},
		{
			Token:    ruleType,
			Label:    "EventBridge Rule",
			Tagged:   true,
			Replace:  []string{"name", "eventBusName"},
			Defaults: properties.Map{"eventBusName": "default", "forceDestroy": false},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      64,
				Allowed:  `[.\-_A-Za-z0-9]+`,
				Words:    words,
			},
			ID: func(c *Call) string {
				if busOf(c) == "default" {
					return c.Name()
				}
				return busOf(c) + "/" + c.Name()
			},
			Outputs: func(c *Call) properties.Map {
				out := properties.Map{"arn": c.ARN("events", "rule/"+c.ID)}
				if !c.In.Has("state") && !c.In.Has("isEnabled") {
					out["state"] = "ENABLED"
				}
				return out
			},
			Validate: []Check{isJSON("eventPattern"), ruleSource, longest("description", 512),
				oneOf("state", "DISABLED", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")},
			Create: []Rule{busThere("PutRule"), ruleQuota, eventPattern, schedule,
				assumable("EventBridge", "PutRule", "roleArn", "events.amazonaws.com")},
			Update: []Rule{eventPattern, schedule, assumable("EventBridge", "PutRule", "roleArn", "events.amazonaws.com")},
			Delete: []Rule{ruleWithoutTargets},
		},
		{
			Token:    targetType,
			Label:    "EventBridge Target",
			Required: []string{"arn", "rule"},
			Replace:  []string{"eventBusName", "rule", "targetId"},
			Defaults: properties.Map{"eventBusName": "default", "forceDestroy": false},
			Name: Name{
				Property: "targetId",
				Auto:     true,
				Min:      1,
				Max:      64,
				Allowed:  `[.\-_A-Za-z0-9]+`,
				Words:    words,
			},
			ID: func(c *Call) string {
				id := lastOf(c.In.Str("rule"), "/") + "-" + c.Name()
				if busOf(c) != "default" {
					id = busOf(c) + "-" + id
				}
				return id
			},
			Validate: []Check{isARN("roleArn"), longest("rule", 64), isARN("arn"), targetInput, longest("input", 8192)},
			Create: []Rule{targetRule, targetTransformer, targetRole,
				queueThere("EventBridge", "PutTargets", "deadLetterConfig.arn"), targetQuota, targetFunction},
			Update: []Rule{targetRule, targetTransformer, targetRole,
				queueThere("EventBridge", "PutTargets", "deadLetterConfig.arn"), targetFunction},
		},
	}
}

// busOf returns the name of the event bus that the inputs name, by name or by ARN.
func busOf(c *Call) string {
	bus := c.In.Str("eventBusName")
	if name, ok := strings.CutPrefix(arnOf(bus).Resource, "event-bus/"); ok {
		return name
	}
	if bus == "" {
		return "default"
	}
	return bus
}

// ruleID is the id of a rule on a bus.
func ruleID(bus, rule string) string {
	if bus == "default" {
		return rule
	}
	return fmt.Sprintf("%s/%s", bus, rule)
}
