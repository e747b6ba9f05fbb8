package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

// hooked is an API with a function behind its route.
func hooked(c awstest.Client) (integration, route, stage awstest.Resource) {
	api := c.Given(awstest.API, "hook", m{"name": "api-a", "protocolType": "HTTP"})
	integration = c.Given(awstest.Integration, "i", m{"apiId": api.ID, "integrationType": "AWS_PROXY",
		"integrationUri": c.ZipFunction("lambda-a").Out["arn"], "payloadFormatVersion": "2.0"})
	c.Given(awstest.Route, "other", m{"apiId": api.ID, "routeKey": "GET /", "target": "integrations/" + integration.ID})
	route = c.Given(awstest.Route, "r", m{"apiId": api.ID, "routeKey": "POST /github",
		"target": "integrations/" + integration.ID})
	stage = c.Given(awstest.Stage, "s", m{"apiId": api.ID, "name": "$default", "autoDeploy": true})
	return integration, route, stage
}

// ruled is a rule whose target starts a pipeline.
func ruled(c awstest.Client) awstest.Resource {
	plant(c)
	c.Given(awstest.Pipeline, "p", pipeline(stage("Source", source), stage("Build", build)))
	c.Given(awstest.Rule, "r", m{"name": "rule-a", "eventPattern": awstest.Text(m{"source": list{"github.com"}})})
	role := c.Role("role-events", "events")
	c.Grant("role-events", "start", pipelineARN, "codepipeline:StartPipelineExecution")
	c.Role("role-idle", "events")
	return c.Given(awstest.Target, "it", m{"rule": "rule-a", "targetId": "t", "arn": pipelineARN, "roleArn": role})
}

func TestUpdatesOfTheDeliveryLayerAreRejected(t *testing.T) {
	t.Parallel()
	rejectUpdates(t, []change{
		{"an integration with a function that is not there", func(c awstest.Client) awstest.Resource {
			i, _, _ := hooked(c)
			return i
		}, m{
			"integrationUri": "arn:aws:lambda:us-east-1:000000000000:function:none",
		}, "would answer every request with status 500: " +
			"the function arn:aws:lambda:us-east-1:000000000000:function:none does not exist."},
		{"an integration with what is no function", func(c awstest.Client) awstest.Resource {
			i, _, _ := hooked(c)
			return i
		}, m{
			"integrationUri": "https://example.com",
		}, "operation error ApiGatewayV2: UpdateIntegration, api error BadRequestException: Invalid " +
			"function ARN or invalid uri: \"https://example.com\""},
		{"a route with another route's key", func(c awstest.Client) awstest.Resource {
			_, r, _ := hooked(c)
			return r
		}, m{
			"routeKey": "GET /",
		}, "operation error ApiGatewayV2: UpdateRoute, api error ConflictException: Route with key GET / " +
			"already exists for this API"},
		{"a route with a key of no method", func(c awstest.Client) awstest.Resource {
			_, r, _ := hooked(c)
			return r
		}, m{
			"routeKey": "FETCH /github",
		}, "operation error ApiGatewayV2: UpdateRoute, api error BadRequestException: The provided route " +
			"key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE " +
			"PATH>\" or \"$default\""},
		{"a route to an integration that is not there", func(c awstest.Client) awstest.Resource {
			_, r, _ := hooked(c)
			return r
		}, m{
			"target": "integrations/none",
		}, "operation error ApiGatewayV2: UpdateRoute, api error BadRequestException: Unable to find " +
			"Integration none for the route POST /github"},
		{"access logs to a group that is not there", func(c awstest.Client) awstest.Resource {
			_, _, s := hooked(c)
			return s
		}, m{"accessLogSettings": m{"format": "$context.requestId",
			"destinationArn": "arn:aws:logs:us-east-1:000000000000:log-group:none"}}, "updating API Gateway v2 Stage " +
			"($default): operation error ApiGatewayV2: UpdateStage, api error " +
			"BadRequestException: The specified log destination " +
			"arn:aws:logs:us-east-1:000000000000:log-group:none does not exist"},
		{"a target's role that may not start the pipeline", ruled,
			m{
				"roleArn": awstest.RoleARN("role-idle"),
			}, "updating EventBridge Target (t): rejected by the simulated AWS, not by AWS: the rule rule-a " +
				"would match and start nothing: the role arn:aws:iam::000000000000:role/role-idle may not " +
				"codepipeline:StartPipelineExecution on arn:aws:codepipeline:us-east-1:000000000000:pipeline-a."},
		{
			"a target without its role",
			ruled,
			m{"roleArn": nil},
			"updating EventBridge Target (t): operation error EventBridge: PutTargets, api error " +
				"ValidationException: RoleArn is required for target " +
				"arn:aws:codepipeline:us-east-1:000000000000:pipeline-a.",
		},
		{"a target's template with a placeholder of no path", ruled, m{"inputTransformer": m{
			"inputPaths":    m{"ref": "$.detail.ref"},
			"inputTemplate": "{\"a\": <sha>}",
		}}, "updating EventBridge Target (t): operation error EventBridge: PutTargets, api error " +
			"ValidationException: InputTemplate for target t contains placeholder sha that has no InputPath."},
	})
}

// deployed is a deployment group of a Lambda application.
func deployed(c awstest.Client) awstest.Resource {
	c.Role("role-other", "lambda")
	c.Given(awstest.Application, "a", m{"name": "app-a", "computePlatform": "Lambda"})
	return c.Given(awstest.Group, "it", m{"appName": "app-a", "deploymentGroupName": "group-a",
		"serviceRoleArn":       c.Role("role-deploy", "codedeploy"),
		"deploymentConfigName": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		"deploymentStyle":      m{"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}})
}

// stepping is a state machine of one state.
func stepping(c awstest.Client) awstest.Resource {
	c.Role("role-other", "lambda")
	return c.Given(awstest.Machine, "it", m{"name": "machine-a", "roleArn": c.Role("role-machine", "states"),
		"definition": awstest.Text(m{"StartAt": "A", "States": m{"A": m{"Type": "Succeed"}}})})
}

// watched is an alarm on a metric.
func watched(c awstest.Client) awstest.Resource {
	return c.Given(awstest.Alarm, "it", m{"name": "alarm-a", "comparisonOperator": "GreaterThanThreshold",
		"evaluationPeriods": 1.0, "metricName": "Errors", "namespace": "AWS/Lambda", "period": 60.0, "statistic": "Sum",
		"threshold": 1.0})
}
