package calls

import (
	"encoding/json"
	"fmt"
	"strings"

	"slipway/stacks/delivery/statemachines"
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

// task is a state that calls, as far as it says whom.
type task struct {
	statemachines.Call
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
	found, err := statemachines.Calls(plain)
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
		if t.Action == "cloudwatch:PutMetricData" { // metrics are no resources
			l.add(by, role, "*", policy.Context{}.With("cloudwatch:namespace", t.text("Namespace")), t.Action)
		}
		for _, name := range t.Resource {
			l.add(by, role, arn("cloudwatch", account, "alarm:"+name), nil, t.Action)
		}
	case "codedeploy":
		l.onDeployments(by, role, account, m, t)
	case "dynamodb":
		l.add(by, role, arn("dynamodb", account, "table/"+t.text("TableName")), nil, t.Action)
	case "ecr":
		l.add(by, role, arn("ecr", account, "repository/"+t.text("RepositoryName")), nil, t.Action)
	case "states":
		if t.Parameters["StateMachineArn.$"] != "$$.StateMachine.Id" {
			panic(by + " calls another machine")
		}
		l.add(by, role, m.Text("arn"), nil, t.Action)
	default:
		panic(fmt.Sprintf("%s: the resources of %s are not known", by, t.Action))
	}
}

// onFunction are calls on a function, a version or the alias.
func (l *list) onFunction(by, role, account string, t task) {
	function := arn("lambda", account, "function:"+t.text("FunctionName"))
	resource := function
	switch {
	case t.text("Qualifier") != "":
		resource += ":" + t.text("Qualifier")
	case t.Parameters["Qualifier.$"] != nil:
		resource += ":7"
	}
	l.add(by, role, resource, nil, t.Action)
	// The references disagree on whether these are checked against the function
	// (Service Authorization Reference) or the version or alias (Lambda Developer
	// Guide, lambda-api-permissions-ref).
	if alias := t.text("Name"); alias != "" {
		l.add(by, role, function+":"+alias, nil, t.Action)
	}
	if t.Action == "lambda:GetFunction" {
		l.add(by, role, function, nil, t.Action)
	}
	changes := t.Action == "lambda:UpdateFunctionCode" || t.Action == "lambda:PublishVersion"
	key := l.Must("aws:lambda/function:Function", "name", t.text("FunctionName")).Text("kmsKeyArn")
	if changes && key != "" {
		// Lambda passes the key on to the function's role with the caller's rights
		// (Lambda Developer Guide, configuration-envvars-encryption).
		l.add(by, role, key, via("lambda").With("kms:GrantIsForAWSResource", "true"), "kms:CreateGrant")
	}
	if t.Action != "lambda:UpdateFunctionCode" {
		return
	}
	// Lambda Developer Guide, images-create: with the caller's rights, which across
	// accounts are needed beside the repository's policy.
	for _, repository := range l.repositoriesOf(t.text("FunctionName")) {
		l.add(by, role, repository, nil, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
	}
}

// repositoriesOf is the repository whose image a function runs.
func (l *list) repositoriesOf(function string) []string {
	uri, _, _ := strings.Cut(l.Must("aws:lambda/function:Function", "name", function).Text("imageUri"), "@")
	_, name, _ := strings.Cut(uri, "/")
	return []string{l.Must("aws:ecr/repository:Repository", "name", name).Text("arn")}
}

// onDeployments are calls on the service's deployment group. Those that name a
// deployment are checked against its group (Service Authorization Reference,
// AWS CodeDeploy).
func (l *list) onDeployments(by, role, account string, m harness.Resource, t task) {
	if t.Action == "codedeploy:StopDeployment" { // against nothing, by the same page
		l.add(by, role, "*", nil, t.Action)
		return
	}
	group := l.groupOf(m)
	application := group.Text("appName")
	l.add(by, role,
		arn("codedeploy", account, "deploymentgroup:"+application+"/"+group.Text("deploymentGroupName")), nil, t.Action)
	if t.Action != "codedeploy:CreateDeployment" {
		return
	}
	// CreateDeployment asks for these besides (Service Authorization Reference,
	// AWS CodeDeploy, operations).
	l.add(by, role, arn("codedeploy", account, "application:"+application), nil, "codedeploy:GetApplicationRevision",
		"codedeploy:RegisterApplicationRevision")
	l.add(by, role, arn("codedeploy", account, "deploymentconfig:"+t.text("DeploymentConfigName")), nil,
		"codedeploy:GetDeploymentConfig")
}

// groupOf is the one deployment group that the machine's definition names.
func (l *list) groupOf(m harness.Resource) harness.Resource {
	for _, g := range l.Of("aws:codedeploy/deploymentGroup:DeploymentGroup") {
		if strings.Contains(m.Text("definition"), `"`+g.Text("deploymentGroupName")+`"`) {
			return g
		}
	}
	panic(m.Text("name") + " names no deployment group")
}
