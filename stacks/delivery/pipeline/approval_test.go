package pipeline_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/buildspecs/buildspecstest"
	"slipway/stacks/delivery/deliverytest"
)

func TestAPersonApprovesWithTheEvidenceBeforeThem(t *testing.T) { // R2
	t.Parallel()
	rec := deliverytest.Environment{
		TwoAccounts: true,
		Settings:    map[string]string{"approvalTimeoutMinutes": "120"},
	}.Deployed(t)
	assert.Equal(t, map[string]any{
		"name": "Approve", "runOrder": 1.0, "version": "1", "category": "Approval", "owner": "AWS", "provider": "Manual",
		"timeoutInMinutes": 120.0,
		"configuration": map[string]any{
			"NotificationArn":    deliverytest.TopicArn,
			"ExternalEntityLink": "https://github.com/acme/shop/commit/#{Source.CommitId}",
			"CustomData": strings.Join([]string{
				"Release api to dev?",
				"Commit #{Source.CommitId}: #{Build.COMMIT_MESSAGE_SHORT}",
				"From #{Build.LIVE_DIGEST}",
				"To #{Build.IMAGE_DIGEST}",
				"Scan: #{Build.SCAN_SUMMARY}",
				"Tests: #{Test.TEST_SUMMARY}, " +
					"https://us-east-1.console.aws.amazon.com/codesuite/codebuild/111122223333/testReports/reportGroups/" +
					"reports-test-api-dev?region=us-east-1",
				"Pipeline: https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/pipeline-api-dev/view?" +
					"region=us-east-1",
			}, "\n"),
		},
	}, deliverytest.ActionIn(t, deliverytest.StagesOf(rec.Get(t, deliverytest.PipelineType, "pipeline-api-pipeline"))[3]))
}

func TestWhereNobodyIsAskedNobodyIsTold(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{Settings: map[string]string{"approval": "automatic"}}.Deployed(t)
	pipeline := rec.Get(t, deliverytest.PipelineType, "pipeline-api-pipeline")
	approval := deliverytest.ActionIn(t, deliverytest.StagesOf(pipeline)[3])
	assert.Equal(t, "Approve", approval["name"])
	assert.NotContains(t, approval["configuration"], "NotificationArn")
	assert.Contains(t, approval["configuration"], "CustomData")
	policy := rec.Get(t, "iam/rolePolicy:RolePolicy", "pipeline-api-role-policy").Inputs["policy"]
	assert.NotContains(t, policy, "sns")
	assert.Contains(t, policy, `"Release"`)
	assert.Subset(t, pipeline.DependsOn, []string{"record-api-rule", "answers-api-rule", "answers-api-target"},
		"the first execution is answered")
}

// longest are the longest values that the variables in an approval's text take.
var longest = map[string]string{
	"Source.CommitId":            strings.Repeat("f", 64),
	"Build.COMMIT_MESSAGE_SHORT": strings.Repeat("m", 120), // buildspecs/build.yml cuts it
	"Build.LIVE_DIGEST":          "sha256:" + strings.Repeat("0", 64),
	"Build.IMAGE_DIGEST":         "sha256:" + strings.Repeat("1", 64),
	"Build.PROMOTION": "released in nopqrstuvwxyz at 2026-01-01T00:00:00.000Z and has run there " +
		"for 47 h 59 min",
	"Build.SCAN_SUMMARY": strings.Repeat("s", 80),
	"Test.TEST_SUMMARY":  "99999 integration tests passed",
}

var variablePattern = regexp.MustCompile(`#\{([^}]*)\}`)

// CodePipeline takes 1000 characters for a value of an action's configuration
// (CodePipeline quotas).
func TestTheEvidenceFitsEvenWhenEverythingIsAsLongAsItGets(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{
		Services: []string{"abcdefghijklmnopqrst"},
		Settings: map[string]string{"environmentSuffix": "abcdefghijklmn", "promoteFrom": "nopqrstuvwxyz"},
		Root: pulumitest.Beside(t, "nopqrstuvwxyz",
			map[string]string{"slipway-foundation:services": "[abcdefghijklmnopqrst]"}),
	}.Deployed(t)
	approval := deliverytest.ActionIn(t,
		deliverytest.StagesOf(rec.Of(deliverytest.PipelineType)[0])[3])["configuration"].(map[string]any)
	text := variablePattern.ReplaceAllStringFunc(approval["CustomData"].(string), func(variable string) string {
		name := variablePattern.FindStringSubmatch(variable)[1]
		require.Contains(t, longest, name)
		return longest[name]
	})
	assert.LessOrEqual(t, len(text), 1000)
}

// CodePipeline fails an action whose variables no earlier action sets.
func TestEveryVariableIsOneThatAnEarlierActionSets(t *testing.T) {
	t.Parallel()
	known := []string{"codepipeline.PipelineExecutionId", "Source.CommitId", "variables.REBUILD"}
	for _, v := range buildspecstest.BuildExports() {
		known = append(known, "Build."+v.Name)
	}
	for _, v := range buildspecstest.TestExports() {
		known = append(known, "Test."+v.Name)
	}
	for _, stage := range deliverytest.StagesOf(deliverytest.Environment{}.Deployed(t).Get(
		t, deliverytest.PipelineType, "pipeline-api-pipeline",
	)) {
		for key, value := range deliverytest.ActionIn(t, stage)["configuration"].(map[string]any) {
			for _, found := range variablePattern.FindAllStringSubmatch(value.(string), -1) {
				assert.Contains(t, known, found[1], "%s of stage %s", key, stage["name"])
			}
		}
	}
}
