package delivery_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery"
	"slipway/stacks/delivery/deliverytest"
)

func TestEveryNameFollowsTheConvention(t *testing.T) { // R13
	t.Parallel()
	var names []string
	for _, x := range (deliverytest.Environment{}).Deployed(t).All() {
		for _, key := range []string{"name", "dashboardName", "deploymentGroupName"} {
			if name, ok := x.Inputs[key].(string); ok && x.Custom && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	assert.Equal(t, []string{
		"$default", // an API's stage that is in no address
		"/aws/codebuild/codebuild-build-api-dev",
		"/aws/codebuild/codebuild-test-api-dev",
		"/aws/lambda/lambda-webhook-dev",
		"/aws/vendedlogs/apigateway/api-webhook-dev",
		"/aws/vendedlogs/states/sfn-recorder-dev",
		"/aws/vendedlogs/states/sfn-release-api-dev",
		"/aws/vendedlogs/states/sfn-start-dev",
		"alarm-aborted-api-dev", "alarm-deadletters-dev",
		"alarm-errors-api-dev",
		"alarm-failed-api-dev",
		"alarm-failures-api-dev", "alarm-notrestored-api-dev",
		"alarm-recorder-dev", "alarm-rejected-dev", "alarm-release-api-dev", "alarm-start-dev", "alarm-timedout-api-dev",
		"alarm-webhook-dev",
		"api-webhook-dev",
		"bus-github-dev",
		"codebuild-build-api-dev",
		"codebuild-test-api-dev",
		"codedeploy-services-dev",
		"connection-github-dev",
		"dashboard-delivery-dev",
		"deploygroup-api-dev",
		"lambda-webhook-dev",
		"notify-pipeline-api-dev",
		"pipeline-api-dev",
		"query-approvals-dev",
		"query-buildfailures-dev",
		"query-coldstarts-dev",
		"query-errorsbyrelease-dev",
		"query-slowrequests-dev",
		"queue-deadletters-dev",
		"reports-test-api-dev",
		"role-build-api-dev",
		"role-codedeploy-api-dev",
		"role-pipeline-api-dev",
		"role-push-dev",
		"role-record-dev",
		"role-recorder-dev",
		"role-release-api-dev",
		"role-start-dev",
		"role-test-api-dev", "role-undo-api-dev",
		"role-webhook-dev",
		"rule-change-api-dev",
		"rule-failed-api-dev",
		"rule-pipeline-api-dev",
		"rule-push-api-dev", "rule-pushes-dev", "rule-undo-api-dev",
		"secret-webhook-dev",
		"sfn-recorder-dev",
		"sfn-release-api-dev",
		"sfn-start-dev",
	}, names)
}

func TestANameThatAWSWouldRefuseIsRefusedBeforeAnythingIsMade(t *testing.T) { // R13
	t.Parallel()
	_, err := delivery.LoadConfig(settings{"environmentSuffix": strings.Repeat("a", 15)})
	require.EqualError(t, err, `CodeStar connection name "connection-github-aaaaaaaaaaaaaaa": `+
		"has 33 characters, AWS accepts 1 to 32 (CodeConnections API, CreateConnection)")
	_, err = delivery.LoadConfig(settings{
		"environmentSuffix": strings.Repeat("a", 14),
		"services":          `["` + strings.Repeat("s", 20) + `"]`,
	})
	require.NoError(t, err, "the connection's is the tightest")
}
