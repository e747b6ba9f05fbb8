package scale_test

import (
	"strings"

	"slipway/tests/harness"
)

// quota is a number of resources that an account may have. AWS raises these on request.
type quota struct {
	of, typ, bus string
}

// quotas are the numbers that AWS gives every account.
var quotas = map[quota]int{
	{of: "roles", typ: "iam/role:Role"}:                                     1000, // IAM User Guide, reference_iam-quotas
	{of: "rules of the default bus", typ: "cloudwatch/eventRule:EventRule"}: 300,  // EventBridge User Guide, eb-quota
	{
		of:  "rules of our bus",
		typ: "cloudwatch/eventRule:EventRule",
		bus: "bus-github",
	}: 300, // the same
	{of: "pipelines", typ: "codepipeline/pipeline:Pipeline"}:                     1000, // CodePipeline User Guide, limits
	{of: "deployment groups", typ: "codedeploy/deploymentGroup:DeploymentGroup"}: 1000, // CodeDeploy User Guide, limits
	{of: "build projects", typ: "codebuild/project:Project"}:                     5000, // CodeBuild User Guide, limits
	// CloudWatch User Guide, cloudwatch_limits
	{of: "alarms", typ: "cloudwatch/metricAlarm:MetricAlarm"}:                5000,
	{of: "saved queries", typ: "cloudwatch/queryDefinition:QueryDefinition"}: 1000, // CloudWatch Logs User Guide
}

// counted tells which resources a quota is of, by its code.
var counted = map[string]func(harness.Resource) bool{
	"L-244521F2": quota{typ: "cloudwatch/eventRule:EventRule"}.counts,
	"L-FE177D64": quota{typ: "iam/role:Role"}.counts,
	"L-78D200AD": quota{typ: "codepipeline/pipeline:Pipeline"}.counts,
	"L-ACCF6C0D": quota{typ: "codebuild/project:Project"}.counts,
	"L-D9088B77": quota{typ: "codedeploy/deploymentGroup:DeploymentGroup"}.counts,
}

func (q quota) counts(r harness.Resource) bool {
	if strings.TrimPrefix(r.Type, "aws:") != q.typ {
		return false
	}
	bus := r.Text("eventBusName")
	return q.typ != "cloudwatch/eventRule:EventRule" || strings.HasPrefix(bus, "bus-") == (q.bus != "")
}
