package calls

import (
	"strings"

	"slipway/tests/iam/deployed"
	"slipway/tests/iam/policy"
)

// functions are the calls of Lambda for each function and with its role.
func (l *list) functions() {
	for _, f := range l.Of("aws:lambda/function:Function") {
		function, role, by := f.Text("arn"), f.Text("role"), f.Text("name")
		account := strings.Split(function, ":")[4]
		l.assume(by, "lambda.amazonaws.com", role, function, account)
		l.logs(by, role, account, "/aws/lambda/"+by)
		if deployed.Text(f, "tracingConfig", "mode") == "Active" {
			l.traces(by, role)
		}
		if key := f.Text("kmsKeyArn"); key != "" { // Lambda Developer Guide, configuration-envvars-encryption
			l.add(by, role, key, via("lambda"), "kms:Decrypt")
		}
		if _, in := f.Outputs["vpcConfig"].(map[string]any); in {
			l.network(by, role, account)
		}
		if f.Text("packageType") == "Image" {
			l.image(by, function, account)
			l.own(by, role, f.Outputs)
			continue
		}
		l.receiver(by, role, f.Outputs)
	}
}

// image are the calls that fetch a function's image, when it is set and again
// later (Lambda Developer Guide, images-create).
func (l *list) image(by, function, account string) {
	pull := []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
	for _, repository := range l.repositoriesOf(by) {
		l.add(by, "lambda.amazonaws.com", repository, sourceOf(function, account), pull...)
		l.add(by, "lambda.amazonaws.com", repository, sourceOf(function+":7", account), pull...)
		if account == l.Own {
			continue
		}
		// Created with the rights of who deploys into the target account.
		for _, action := range pull {
			l.calls = append(l.calls, Call{
				By:      by + " when created",
				Outside: true,
				Request: policy.Request{
					Principal: "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole",
					Action:    action,
					Resource:  repository,
				},
			})
		}
	}
}

// receiver are the calls of the webhook receiver's code (package webhook), and
// the call of the API to it.
func (l *list) receiver(by, role string, outputs map[string]any) {
	variables := outputs["environment"].(map[string]any)["variables"].(map[string]any)
	l.add(by, role, variables["WEBHOOK_SECRET_ARN"].(string), nil, "secretsmanager:GetSecretValue")
	bus := l.Must("aws:cloudwatch/eventBus:EventBus", "name", variables["EVENT_BUS_NAME"].(string)).Text("arn")
	l.add(by, role, bus, pushed(), "events:PutEvents")
	for _, api := range l.Of("aws:apigatewayv2/api:Api") {
		if strings.HasPrefix(api.Text("name"), "api-webhook-") {
			l.through(by+" behind its route", api, outputs["arn"].(string))
		}
	}
}

// pushed is what EventBridge says of an event that the receiver puts.
func pushed() policy.Context {
	return policy.Context{}.With("events:source", "github.com").With("events:detail-type", "push")
}

// deployments are the calls of CodeDeploy with its role: AWS's policy
// AWSCodeDeployRoleForLambdaLimited without hooks and revisions in S3 (CodeDeploy
// User Guide, managed-policies).
func (l *list) deployments() {
	for _, g := range l.Of("aws:codedeploy/deploymentGroup:DeploymentGroup") {
		role, by := g.Text("serviceRoleArn"), g.Text("deploymentGroupName")
		l.assume(by, "codedeploy.amazonaws.com", role, g.Text("arn"), l.Target)
		for i := range deployed.List(g, "alarmConfiguration", "alarms") {
			l.add(by, role, arn("cloudwatch", l.Target, "alarm:"+deployed.Text(g, "alarmConfiguration", "alarms", i)), nil,
				"cloudwatch:DescribeAlarms")
		}
		service := strings.TrimPrefix(by, "deploygroup-") // and the function's name ends alike
		function := l.Must("aws:lambda/function:Function", "name", "lambda-"+service).Text("arn")
		for _, resource := range []string{function, function + ":live"} { // see onFunction
			l.add(by, role, resource, nil, "lambda:GetAlias", "lambda:UpdateAlias")
		}
		l.add(by, role, function+":7", nil, "lambda:GetProvisionedConcurrencyConfig")
	}
	// R9 asks for this trust; no action of the pipelines uses it.
	for _, p := range l.Of("aws:codepipeline/pipeline:Pipeline") {
		name := strings.Replace(p.Text("name"), "pipeline-", "role-deployer-", 1)
		deployer := l.Must("aws:iam/role:Role", "name", name).Text("arn")
		l.assume(p.Text("name")+" as R9 asks", "codepipeline.amazonaws.com", deployer, p.Text("arn"), l.Own)
	}
}
