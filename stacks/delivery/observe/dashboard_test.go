package observe_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

// widget is a widget of a dashboard (CloudWatch API, dashboard body structure).
type widget struct {
	Type                string
	X, Y, Width, Height int
	Properties          struct {
		Markdown, Title, View, Region, Stat string
		Period                              int
		Metrics                             [][]string
	}
}

// line is the widget in one line.
func (w widget) line() string {
	if w.Type == "text" {
		return w.Properties.Markdown
	}
	line := fmt.Sprintf("%s | %s", w.Properties.Title, w.Properties.Stat)
	for _, m := range w.Properties.Metrics {
		line += " | " + strings.Join(m, " ")
	}
	return line
}

func widgets(t *testing.T, rec *pulumitest.Recording, name string) []widget {
	t.Helper()
	var body struct{ Widgets []widget }
	dashboard := rec.Get(t, "cloudwatch/dashboard:Dashboard", name)
	assert.Equal(t, "dashboard-delivery-dev", dashboard.Inputs["dashboardName"])
	require.NoError(t, json.Unmarshal([]byte(dashboard.Inputs["dashboardBody"].(string)), &body))
	return body.Widgets
}

func lines(all []widget) (texts []string) {
	for _, w := range all {
		texts = append(texts, w.line())
	}
	return texts
}

var (
	deliveryOfAPI = []string{
		"## api",
		"Pipeline: executions that failed | Sum | AWS/CodePipeline FailedPipelineExecutions PipelineName pipeline-api-dev",
		"Pipeline: seconds an execution took | Average | AWS/CodePipeline PipelineDuration PipelineName pipeline-api-dev",
		"Builds: seconds | Average | AWS/CodeBuild Duration ProjectName codebuild-build-api-dev | AWS/CodeBuild Duration " +
			"ProjectName codebuild-test-api-dev",
	}
	ownAlarms = []string{
		"## Slipway",
		"Events that reached nothing | Maximum | AWS/SQS ApproximateNumberOfMessagesVisible QueueName queue-deadletters-dev",
		"State changes recorded | Sum | AWS/States ExecutionsSucceeded StateMachineArn " +
			"arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev" +
			" | AWS/States ExecutionsFailed StateMachineArn arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev",
	}
	liveAPI = []string{
		"## api: live",
		"Requests and errors | Sum | AWS/Lambda Invocations FunctionName lambda-api-dev Resource lambda-api-dev:live" +
			" | AWS/Lambda Errors FunctionName lambda-api-dev Resource lambda-api-dev:live" +
			" | AWS/Lambda Throttles FunctionName lambda-api-dev Resource lambda-api-dev:live",
		"Milliseconds, 99 of 100 requests | p99 | AWS/Lambda Duration FunctionName lambda-api-dev Resource " +
			"lambda-api-dev:live",
		"Requests at once | Maximum | AWS/Lambda ConcurrentExecutions FunctionName lambda-api-dev Resource " +
			"lambda-api-dev:live",
	}
)

func joined(parts ...[]string) (all []string) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func TestOneDashboardShowsTheEnvironment(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{}.Deployed(t)
	api := rec.Get(t, alarmType, "shared-webhook").Inputs["dimensions"].(map[string]any)["ApiId"].(string)
	webhook := []string{fmt.Sprintf("Webhook calls | Sum | AWS/ApiGateway Count ApiId %s | AWS/ApiGateway 4xx ApiId %s | "+
		"AWS/ApiGateway 5xx ApiId %s", api, api, api)}
	assert.Equal(t, joined(deliveryOfAPI, ownAlarms, webhook, liveAPI), lines(widgets(t, rec, "overview-dashboard")))
	assert.Len(t, rec.Of("cloudwatch/dashboard:Dashboard"), 1)
}

func TestWithoutAWebhookTheDashboardShowsNone(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"trigger": "connection"}}.Deployed(t)
	assert.Equal(t, joined(deliveryOfAPI, ownAlarms, liveAPI), lines(widgets(t, rec, "overview-dashboard")))
}

func TestFunctionsInAnotherAccountAreShownThere(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{TwoAccounts: true, Settings: map[string]string{"trigger": "connection"}}.Deployed(t)
	hint := []string{
		"The functions run in account 444455556666: [their " +
			"dashboard](https://us-east-1.console.aws.amazon.com/cloudwatch/home?" +
			"region=us-east-1#dashboards/dashboard/dashboard-delivery-dev) is there.",
	}
	assert.Equal(t, joined(deliveryOfAPI, ownAlarms, hint), lines(widgets(t, rec, "overview-dashboard")))
	assert.Equal(t, liveAPI, lines(widgets(t, rec, "overview-functions")))
	assert.Equal(t, deliverytest.TargetAccount, rec.Get(t, "cloudwatch/dashboard:Dashboard", "overview-functions").Account)
	assert.Equal(t, pulumitest.Account, rec.Get(t, "cloudwatch/dashboard:Dashboard", "overview-dashboard").Account)
}

func TestManyServicesShareTheChartsOfADashboard(t *testing.T) { // R14
	t.Parallel()
	each := widgets(t, deliverytest.Environment{Services: many(20)}.Deployed(t), "overview-dashboard")
	assert.Len(t, each, 20*8+4, "a row for each service twice, and slipway's own")
	all := widgets(t, deliverytest.Environment{Services: many(21)}.Deployed(t), "overview-dashboard")
	titles := map[string]int{}
	for _, w := range all {
		if w.Type == "metric" {
			titles[w.Properties.Title+", "+w.Properties.Stat] = len(w.Properties.Metrics)
		}
	}
	assert.Equal(t, map[string]int{
		"Pipelines: executions that failed, Sum": 21, "Pipelines: seconds an execution took, Average": 21,
		"Builds: seconds, Average": 21, "Requests, Sum": 21, "Errors, Sum": 21, "Throttles, Sum": 21,
		"Milliseconds, 99 of 100 requests, p99": 21, "Requests at once, Maximum": 21,
		"Events that reached nothing, Maximum": 1, "State changes recorded, Sum": 2, "Webhook calls, Sum": 3,
	}, titles)
}

func TestEveryChartSaysWhereAndHowOften(t *testing.T) {
	t.Parallel()
	for _, w := range widgets(
		t, deliverytest.Environment{Services: []string{"api", "cart"}}.Deployed(t), "overview-dashboard",
	) {
		if w.Type == "metric" {
			assert.Equal(t, []any{"timeSeries", "us-east-1", 300},
				[]any{w.Properties.View, w.Properties.Region, w.Properties.Period}, w.line())
		}
	}
}

func TestNoWidgetLiesOnAnother(t *testing.T) {
	t.Parallel()
	taken := map[[2]int]string{}
	for _, w := range widgets(
		t, deliverytest.Environment{Services: []string{"api", "cart", "checkout"}}.Deployed(t), "overview-dashboard",
	) {
		assert.LessOrEqual(t, w.X+w.Width, 24, w.line())
		for x := w.X; x < w.X+w.Width; x++ {
			for y := w.Y; y < w.Y+w.Height; y++ {
				assert.Empty(t, taken[[2]int{x, y}], w.line())
				taken[[2]int{x, y}] = w.line()
			}
		}
	}
}
