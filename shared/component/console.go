package component

import "slipway/shared/naming"

// consoleURL returns a page of the AWS console.
func consoleURL(region, path string) string {
	return "https://" + region + ".console.aws.amazon.com/" + path
}

// PipelineURL returns the console's page of a pipeline.
func PipelineURL(region string, pipeline naming.Name) string {
	return consoleURL(region, "codesuite/codepipeline/pipelines/"+pipeline.String()+"/view?region="+region)
}

// ReportsURL returns the console's page of a group of test reports.
func ReportsURL(region, account string, group naming.Name) string {
	return consoleURL(region, "codesuite/codebuild/"+account+
		"/testReports/reportGroups/"+group.String()+"?region="+region)
}

// DashboardURL returns the console's page of a dashboard.
func DashboardURL(region string, dashboard naming.Name) string {
	return consoleURL(region, "cloudwatch/home?region="+region+"#dashboards/dashboard/"+dashboard.String())
}
