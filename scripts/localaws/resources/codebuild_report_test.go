package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodeBuildRejectsReportGroupsAsAWSDoes(t *testing.T) {
	t.Parallel()
	report := m{"name": "reports-a", "type": "TEST", "exportConfig": m{"type": "NO_EXPORT"}}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a report group of an unknown type",
			Token: awstest.Report,
			In:    awstest.With(report, m{"type": "LOAD"}),
			Want:  "type: expected type to be one of [\"TEST\" \"CODE_COVERAGE\"], got LOAD",
		},
		{
			Says:  "an export without a bucket",
			Token: awstest.Report,
			In:    awstest.With(report, m{"exportConfig": m{"type": "S3"}}),
			Want:  "exportConfig.s3Destination: s3Destination is required when the export type is S3",
		},
		{
			Says:  "a second report group of the same name",
			Given: func(c awstest.Client) { c.Given(awstest.Report, "first", report) },
			Token: awstest.Report,
			In:    report,
			Want: "creating CodeBuild Report Group (reports-a): operation error CodeBuild: CreateReportGroup, api error " +
				"ResourceAlreadyExistsException: Report group already exists: " +
				"arn:aws:codebuild:us-east-1:000000000000:report-group/reports-a",
		},
	})
}
