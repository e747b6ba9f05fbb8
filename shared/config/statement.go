package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Statement is a right that a function has for its own work.
type Statement struct {
	Actions    []string
	Resources  []string // ARNs, or *; outputs of other stacks may be in them
	Reason     string   // why it is all resources, if it is
	Conditions map[string]map[string][]string
}

var (
	actionPattern   = regexp.MustCompile(`^[a-z0-9-]+:[A-Za-z0-9]+$`)
	resourcePattern = regexp.MustCompile(`^arn:aws:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}|aws)?:.+$`)
	// The operators of IAM (IAM User Guide, reference_policies_elements_condition_operators).
	operatorPattern = regexp.MustCompile(`^(For(All|Any)Values:)?(String(Not)?(Equals(IgnoreCase)?|Like)|` +
		`(Numeric|Date)(NotEquals|Equals|LessThan(Equals)?|GreaterThan(Equals)?)|Bool|` +
		`(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)(IfExists)?$`)
	conditionKeyPattern = regexp.MustCompile(`^[a-z0-9-]+:[A-Za-z0-9_./:=@+-]+$`)
)

const (
	mostStatements = 20
	statementShape = `a list of statements, such as [{"actions": ["dynamodb:GetItem"], "resources": ` +
		`["arn:aws:dynamodb:…"]}]`
)

// statements reads the rights of a function.
func (r *Reader) statements(key string) []Statement {
	var given []map[string]any
	r.Object(key, &given, statementShape)
	if len(given) > mostStatements {
		r.Reject(key, fmt.Sprint(len(given)), fmt.Sprintf("at most %d statements", mostStatements))
	}
	var all []Statement
	for i, one := range given {
		of := r.within(fmt.Sprintf("%s[%d]", key, i), one, "actions", "resources", "reason", "conditions")
		s := Statement{Reason: of.Text("reason", "")}
		of.Object("actions", &s.Actions, `a list of actions, such as ["dynamodb:GetItem"]`)
		of.Object("resources", &s.Resources, `a list of ARNs, such as ["arn:aws:dynamodb:us-east-1:111122223333:table/shop"]`)
		of.Object("conditions", &s.Conditions, `conditions, such as {"StringEquals": {"s3:prefix": ["in/"]}}`)
		of.checkActions(s)
		of.checkResources(s)
		of.checkConditions(s)
		all = append(all, s)
	}
	return all
}

func (r *Reader) checkActions(s Statement) {
	if len(s.Actions) == 0 {
		r.Reject("actions", "[]", "at least one action")
	}
	for i, action := range s.Actions {
		service, _, _ := strings.Cut(action, ":")
		_, condition := s.Conditions["StringEquals"]["iam:PassedToService"]
		switch {
		case strings.ContainsAny(action, "*?"):
			r.Reject("actions", action, "an action by its whole name: a wildcard takes in what AWS adds to it later")
		case !actionPattern.MatchString(action):
			r.Reject("actions", action, "an action of IAM, such as dynamodb:GetItem")
		case action == "iam:PassRole" && !condition:
			r.Reject("actions", action, "with the condition StringEquals iam:PassedToService, which says to what")
		case action != "iam:PassRole" && slices.Contains([]string{"iam", "organizations", "account"}, service):
			r.Reject("actions", action, "no right over rights: a function that has one can give itself all others")
		case slices.Contains(s.Actions[:i], action):
			r.Reject("actions", action, "named twice")
		}
	}
}

func (r *Reader) checkResources(s Statement) {
	if len(s.Resources) == 0 {
		r.Reject("resources", "[]", `at least one resource: its ARN, or "*" with a reason`)
	}
	roles := slices.Contains(s.Actions, "iam:PassRole") || slices.Contains(s.Actions, "sts:AssumeRole")
	for i, resource := range s.Resources {
		between, references := References(resource)
		switch {
		case Misread(resource):
			r.Reject("resources", resource, ReferenceRule)
		case strings.Contains(strings.Join(between, ""), "${"):
			r.Reject("resources", resource, "an ARN without variables of IAM")
		case roles && strings.ContainsAny(resource, "*?"):
			r.Reject("resources", resource, "the whole ARN of a role that is assumed or passed on")
		case resource == "*" && strings.TrimSpace(s.Reason) == "":
			r.Reject("resources", resource, "the ARNs of what it is about; all resources need a reason beside them")
		case resource != "*" && !resourcePattern.MatchString(resource) && (len(references) == 0 || between[0] != ""):
			r.Reject("resources", resource, "an ARN, such as arn:aws:dynamodb:us-east-1:111122223333:table/shop")
		case slices.Contains(s.Resources[:i], resource):
			r.Reject("resources", resource, "named twice")
		}
	}
}

func (r *Reader) checkConditions(s Statement) {
	for _, operator := range slices.Sorted(maps.Keys(s.Conditions)) {
		if !operatorPattern.MatchString(operator) {
			r.Reject("conditions", operator, "an operator of IAM, such as StringEquals")
		}
		for _, key := range slices.Sorted(maps.Keys(s.Conditions[operator])) {
			if !conditionKeyPattern.MatchString(key) {
				r.Reject("conditions", key, "a condition key of IAM, such as s3:prefix")
			}
			if len(s.Conditions[operator][key]) == 0 {
				r.Reject("conditions", key, "at least one value; without one the statement allows nothing")
			}
		}
	}
}
