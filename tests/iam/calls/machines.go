package calls

import (
	"encoding/json"
	"fmt"
	"strings"

	"slipway/stacks/delivery/statemachines/statemachinestest"
	"slipway/tests/harness"
	"slipway/tests/iam/deployed"
	"slipway/tests/iam/policy"
)

// machines are the calls of Step Functions with each machine's role, and with
// the role that a state takes on.
func (l *list) machines() {
	for _, m := range l.Of("aws:sfn/stateMachine:StateMachine") {
		role, by := m.Text("roleArn"), m.Text("name")
		l.assume(by, "states.amazonaws.com", role, m.Text("arn"), l.Own)
		if deployed.Text(m, "loggingConfiguration", "level") != "OFF" {
			// Step Functions Developer Guide, cw-logs; the lines themselves are
			// written by the delivery that these set up.
			l.add(by, role, "*", nil, "logs:CreateLogDelivery", "logs:GetLogDelivery",
				"logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
				"logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups")
		}
		if on, _ := deployed.Path(m, "tracingConfiguration", "enabled").(bool); on {
			l.traces(by, role)
			l.add(by, role, "*", nil, "xray:GetSamplingRules", "xray:GetSamplingTargets") // concepts-xray-tracing
		}
		l.tasks(by, role, m)
	}
}

// task is the part of a state that names its call.
type task struct {
	statemachinestest.Call
	Parameters map[string]any
}

// text is a parameter's value, "" when it is not there or known at run time only.
func (t task) text(name string) string {
	value, _ := t.Parameters[name].(string)
	return value
}

// tasks are the calls of the machine's states.
func (l *list) tasks(by, role string, m harness.Resource) {
	var definition struct {
		States map[string]struct{ Parameters map[string]any }
	}
	if err := json.Unmarshal([]byte(m.Text("definition")), &definition); err != nil {
		panic(err)
	}
	var plain any
	_ = json.Unmarshal([]byte(m.Text("definition")), &plain)
	found, err := statemachinestest.Calls(plain)
	if err != nil {
		panic(err)
	}
	assumed := map[string]bool{}
	for _, call := range found {
		t := task{Call: call, Parameters: definition.States[call.State].Parameters}
		caller, account := role, l.Own
		if t.Role != "" {
			caller, account = t.Role, strings.Split(t.Role, ":")[4]
			if !assumed[t.Role] {
				// Step Functions Developer Guide, tutorial-access-cross-acct-resources.
				l.add(by, role, t.Role, policy.Context{}.With("sts:ExternalId", m.Text("arn")), "sts:AssumeRole")
			}
			assumed[t.Role] = true
		}
		l.task(by+" state "+t.State, caller, account, m, t)
	}
}

// task are the calls of one state.
func (l *list) task(by, role, account string, m harness.Resource, t task) {
	service, _, _ := strings.Cut(t.Action, ":")
	switch service {
	case "lambda":
		l.onFunction(by, role, account, t)
	case "cloudwatch":
		l.onMetrics(by, role, account, t)
	case "codepipeline": // about the pipeline that the input names
		for _, p := range l.Of("aws:codepipeline/pipeline:Pipeline") {
			resource := p.Text("arn")
			if t.Action == "codepipeline:PutApprovalResult" {
				resource += "/" + t.text("StageName") + "/" + t.text("ActionName")
			}
			tags := policy.Context{}.With("aws:ResourceTag/Environment", deployed.Text(p, "tagsAll", "Environment"))
			l.add(by, role, resource, tags, t.Action)
		}
	case "codedeploy":
		l.onDeployments(by, role, account, m, t)
	case "dynamodb":
		l.add(by, role, arn("dynamodb", account, "table/"+t.text("TableName")), t.leadingKey(), t.Action)
	case "eventbridge":
		l.add(by, role, "*", nil, "events:"+strings.TrimPrefix(t.Action, "eventbridge:"))
	case "sqs":
		queue := l.Must("aws:sqs/queue:Queue", "url", t.text("QueueUrl"))
		l.add(by, role, queue.Text("arn"), nil, t.Action)
	case "ecr":
		l.add(by, role, arn("ecr", account, "repository/"+t.text("RepositoryName")), nil, t.Action)
	case "states":
		l.onExecutions(by, role, m, t)
	case "sns":
		topic := t.text("TopicArn")
		l.add(by, role, topic, nil, t.Action)
		key := l.Must("aws:sns/topic:Topic", "arn", topic).Text("kmsMasterKeyId")
		l.add(by, role, key, via("sns"), "kms:Decrypt", "kms:GenerateDataKey") // SNS Developer Guide, sns-key-management
	default:
		panic(fmt.Sprintf("%s: the resources of %s are not known", by, t.Action))
	}
}

// onMetrics are calls on alarms, and on metrics, which are no resources.
func (l *list) onMetrics(by, role, account string, t task) {
	switch t.Action {
	case "cloudwatch:GetMetricData":
		l.add(by, role, "*", nil, t.Action)
	case "cloudwatch:PutMetricData":
		l.add(by, role, "*", policy.Context{}.With("cloudwatch:namespace", t.text("Namespace")), t.Action)
	default:
		for _, name := range t.Resource {
			l.add(by, role, arn("cloudwatch", account, "alarm:"+name), nil, t.Action)
		}
	}
}

// onExecutions are calls on the machine itself and on its executions, whose ARNs are
// known at run time only.
func (l *list) onExecutions(by, role string, m harness.Resource, t task) {
	if t.Parameters["ExecutionArn.$"] != nil {
		l.add(by, role, arn("states", l.Own, "execution:"+m.Text("name")+":one"), nil, t.Action)
		return
	}
	if t.Parameters["StateMachineArn.$"] != "$$.StateMachine.Id" {
		panic(by + " calls another machine")
	}
	l.add(by, role, m.Text("arn"), nil, t.Action)
}
