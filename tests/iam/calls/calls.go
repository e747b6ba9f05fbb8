// Package calls lists what the deployed parts do to one another: each call with
// the role or service that makes it, its action, the resource and the condition
// keys that AWS sends along. The list is read from what is deployed (pipelines,
// buildspecs, state machines, rules, alarms) and, where a service calls by
// itself, from its documentation, which is named beside it. Whether a call is
// allowed is not decided here.
package calls

import (
	"fmt"

	"slipway/tests/iam/deployed"
	"slipway/tests/iam/policy"
)

// Call is one call, and what makes it.
type Call struct {
	By string
	// Outside marks a role that is not deployed here and has rights of its own.
	Outside bool
	policy.Request
}

// String names the call in reports.
func (c Call) String() string {
	return fmt.Sprintf("%s: %s may not %s on %s", c.By, c.Principal, c.Action, c.Resource)
}

const region = "us-east-1"

// list gathers calls.
type list struct {
	*deployed.State
	calls []Call
}

// All lists the calls of an environment.
func All(s *deployed.State) []Call {
	l := &list{State: s}
	l.pipelines()
	l.builds()
	l.machines()
	l.functions()
	l.entries()
	l.sources()
	l.deployments()
	l.rules()
	l.notices()
	l.channels()
	l.storage()
	return l.calls
}

// add notes that a principal calls actions on a resource.
func (l *list) add(by, principal, resource string, context policy.Context, actions ...string) {
	for _, action := range actions {
		l.calls = append(l.calls, Call{By: by, Request: policy.Request{
			Principal: principal,
			Action:    action,
			Resource:  resource,
			Context:   context,
		}})
	}
}

// assume notes that a service takes on a role on behalf of a resource.
func (l *list) assume(by, service, role, source, account string) {
	l.add(by, service, role, sourceOf(source, account), "sts:AssumeRole")
}

// sourceOf is the resource on whose behalf a service calls.
func sourceOf(arn, account string) policy.Context {
	return policy.Context{}.With("aws:SourceArn", arn).With("aws:SourceAccount", account)
}

// logs are the calls that write a log stream of a group.
func (l *list) logs(by, principal, account, group string) {
	l.add(by, principal, arn("logs", account, "log-group:"+group+":log-stream:one"), nil,
		"logs:CreateLogStream", "logs:PutLogEvents")
}

// traces are the calls of AWS X-Ray's client (X-Ray Developer Guide, xray-permissions).
func (l *list) traces(by, principal string) {
	l.add(by, principal, "*", nil, "xray:PutTraceSegments", "xray:PutTelemetryRecords")
}

// via is the context of a call that another service makes to KMS for the caller.
func via(service string) policy.Context {
	return policy.Context{}.With("kms:ViaService", service+"."+region+".amazonaws.com")
}

func arn(service, account, resource string) string {
	return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource
}
