package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCloudWatchRejectsDashboardsAsAWSDoes(t *testing.T) {
	t.Parallel()
	board := func(body string) m { return m{"dashboardName": "dashboard-a", "dashboardBody": body} }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a dashboard name with a dot",
			Token: awstest.Dashboard,
			In:    m{"dashboardName": "a.b", "dashboardBody": "{}"},
			Want:  "dashboardName: invalid value for dashboardName (must be letters, digits, underscores and hyphens): a.b",
		},
		{
			Says:  "a dashboard that is no JSON",
			Token: awstest.Dashboard,
			In:    board("widgets"),
			Want: "dashboardBody: \"dashboardBody\" contains an invalid JSON: invalid character 'w' looking for " +
				"beginning of value",
		},
		{
			Says:  "a dashboard without widgets",
			Token: awstest.Dashboard,
			In:    board("{}"),
			Want: "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error " +
				"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: " +
				"Should have required property \"widgets\" at \"\"",
		},
		{
			Says:  "a widget of an unknown type",
			Token: awstest.Dashboard,
			In:    board(awstest.Text(m{"widgets": list{m{"type": "clock"}}})),
			Want: "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error " +
				"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: Should be one of metric, " +
				"text, log, alarm, explorer, custom at /widgets/0/type",
		},
		{
			Says:  "a widget without properties",
			Token: awstest.Dashboard,
			In:    board(awstest.Text(m{"widgets": list{m{"type": "text"}}})),
			Want: "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error " +
				"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: " +
				"Should have required property \"properties\" at /widgets/0",
		},
		{
			Says:  "a text without text",
			Token: awstest.Dashboard,
			In:    board(awstest.Text(m{"widgets": list{m{"type": "text", "properties": m{}}}})),
			Want: "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error " +
				"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: " +
				"Should have required property \"markdown\" at /widgets/0/properties",
		},
		{
			Says:  "a graph of nothing",
			Token: awstest.Dashboard,
			In:    board(awstest.Text(m{"widgets": list{m{"type": "metric", "properties": m{"region": "us-east-1"}}}})),
			Want: "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error " +
				"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: " +
				"Should have required property \"metrics\" at /widgets/0/properties",
		},
		{
			Says:  "a graph without a region",
			Token: awstest.Dashboard,
			In:    board(awstest.Text(m{"widgets": list{m{"type": "metric", "properties": m{"metrics": list{}}}}})),
			Want: "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error " +
				"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: " +
				"Should have required property \"region\" at /widgets/0/properties",
		},
		{
			Says:  "a widget too wide",
			Token: awstest.Dashboard,
			In:    board(awstest.Text(m{"widgets": list{m{"type": "text", "width": 25, "properties": m{"markdown": "x"}}}})),
			Want: "creating CloudWatch Dashboard (dashboard-a): operation error CloudWatch: PutDashboard, api error " +
				"InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: " +
				"Should be <= 24 at /widgets/0/width",
		},
	})
}
