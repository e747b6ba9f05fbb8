package events

import (
	"maps"
	"slices"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/account"
)

// The states' resources that List answers.
const (
	ListRulesResource    = "arn:aws:states:::aws-sdk:eventbridge:listRules"
	ListByTargetResource = "arn:aws:states:::aws-sdk:eventbridge:listRuleNamesByTarget"
)

// Lists reports whether List answers the resource.
func Lists(resource string) bool {
	return resource == ListRulesResource || resource == ListByTargetResource
}

// mostListed is the most of one answer (EventBridge API reference, ListRules).
const mostListed = 100

// List answers which rules a bus has, or which of them lead to a target.
func List(view account.View, owner, resource string, parameters any) (any, error) {
	p, _ := parameters.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if name != "EventBusName" && name != "Limit" && (name != "TargetArn" || resource != ListByTargetResource) {
			return nil, &asl.Error{Name: asl.Runtime, Cause: `the field "` + name + `" is not supported by the API`}
		}
	}
	bus, _ := p["EventBusName"].(string)
	target, _ := p["TargetArn"].(string)
	rules, err := view.AllRules(owner, bus)
	if err != nil {
		return nil, err
	}
	details, names := []any{}, []any{}
	for _, rule := range rules {
		details = append(details, map[string]any{
			"Name":         rule.Name,
			"Arn":          rule.Arn,
			"EventBusName": rule.EventBusName,
			"EventPattern": rule.EventPattern,
			"State":        rule.State,
		})
		targets, err := view.Targets(owner, rule)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(targets, func(t account.Target) bool { return t.Arn == target }) {
			names = append(names, rule.Name)
		}
	}
	if resource == ListByTargetResource {
		return page("RuleNames", names), nil
	}
	return page("Rules", details), nil
}

// page is the first page of a list.
func page(field string, all []any) map[string]any {
	if len(all) > mostListed {
		return map[string]any{field: all[:mostListed], "NextToken": "100"}
	}
	return map[string]any{field: all}
}
