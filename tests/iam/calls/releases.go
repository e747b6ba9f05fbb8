package calls

import (
	"strings"

	"slipway/tests/harness"
)

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
