package statemachines_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/statemachines"
	"slipway/stacks/delivery/statemachines/statemachinestest"
)

// settings are complete settings with a value of its own for each field.
func settings() statemachines.ReleaseSettings {
	return statemachines.ReleaseSettings{
		Service:              "api",
		Environment:          "dev",
		FunctionName:         "function-api-dev",
		AliasName:            "live",
		Architecture:         "arm64",
		DeployerRoleArn:      "arn:aws:iam::210987654321:role/role-deployer-dev",
		ReleaseAlarms:        []any{"alarm-errors-api-dev", "alarm-release-api-dev"},
		TopicArn:             "arn:aws:sns:us-east-1:123456789012:topic-dev",
		Region:               "us-east-1",
		HistoryTableName:     "table-deployments-dev",
		RepositoryURL:        "123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev",
		RepositoryName:       "ecr-api-dev",
		ApplicationName:      "codedeploy-api-dev",
		DeploymentGroupName:  "group-api-dev",
		DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
	}
}

// decode renders the release machine and reads it back as Step Functions would.
func decode(t *testing.T, s statemachines.ReleaseSettings) map[string]map[string]any {
	t.Helper()
	rendered, err := statemachines.Release(s)
	require.NoError(t, err)
	data, err := json.Marshal(rendered)
	require.NoError(t, err)
	assert.NotContains(t, string(data), "${", "a placeholder is left")
	assert.Contains(t, string(data), `"version":"0.0"`, "CodeDeploy knows AppSpec version 0.0 only")
	var machine struct{ States map[string]map[string]any }
	require.NoError(t, json.Unmarshal(data, &machine))
	return machine.States
}

func TestReleaseTouchesTheTargetOnlyThroughTheDeployerRole(t *testing.T) {
	t.Parallel()
	rendered, err := statemachines.Release(settings())
	require.NoError(t, err)
	calls, err := statemachinestest.Calls(rendered)
	require.NoError(t, err)
	own := []string{"cloudwatch:PutMetricData", "dynamodb", "ecr", "sns", "states"}
	for _, call := range calls {
		want := "arn:aws:iam::210987654321:role/role-deployer-dev"
		service, _, _ := strings.Cut(call.Action, ":")
		if slices.Contains(own, call.Action) || slices.Contains(own, service) {
			want = ""
		}
		assert.Equal(t, want, call.Role, "%s calls %s", call.State, call.Action)
	}
}

func TestEveryTaskOfTheReleaseEndsByItselfAndNamesWhereAFailureLeads(t *testing.T) {
	t.Parallel()
	for name, state := range decode(t, settings()) {
		if state["Type"] != "Task" {
			continue
		}
		assert.Contains(t, state, "TimeoutSeconds", name)
		assert.Contains(t, state, "Catch", name)
	}
}

// Errors of other services would make the definition, which the state holds twice for each
// service, a fifth larger.
func TestATaskRetriesErrorsOfTheServiceThatItCalls(t *testing.T) {
	t.Parallel()
	named := 0
	for name, state := range decode(t, settings()) {
		resource, _ := state["Resource"].(string)
		_, called, _ := strings.Cut(resource, ":::")
		called, _, _ = strings.Cut(strings.TrimPrefix(called, "aws-sdk:"), ":")
		retriers, _ := state["Retry"].([]any)
		for _, r := range retriers {
			errors, _ := r.(map[string]any)["ErrorEquals"].([]any)
			for _, e := range errors {
				if service, _, _ := strings.Cut(e.(string), "."); service != "States" {
					assert.Equal(t, called, strings.ToLower(service), "%s retries %s", name, e)
					named++
				}
			}
		}
	}
	assert.Greater(t, named, 100)
}

func TestReleaseUsesDefaultsForWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	states := decode(t, settings())
	assert.Equal(t, 5.0, states["WaitForCode"]["Seconds"])
	assert.Equal(t, 15.0, states["WaitForShift"]["Seconds"])
	assert.Equal(t, map[string]any{}, states["Smoke"]["Parameters"].(map[string]any)["Payload"])
	assert.Equal(t, []any{
		map[string]any{"Variable": "$.answer.payload", "IsPresent": false, "Next": "BadShape"},
		map[string]any{
			"And": []any{
				map[string]any{"And": []any{
					map[string]any{"Variable": "$.answer.payload.statusCode", "IsPresent": true},
					map[string]any{"Variable": "$.answer.payload.statusCode", "IsNumeric": true},
				}},
				map[string]any{"Variable": "$.answer.payload.statusCode", "NumericGreaterThanEquals": 500.0},
			},
			"Next": "BadAnswer",
		},
	}, states["IsAnswerGood"]["Choices"])
}

func TestReleaseFollowsItsSettings(t *testing.T) {
	t.Parallel()
	s := settings()
	s.ShiftPoll = statemachines.Poll{Seconds: 3}
	s.TrafficPerMinute = 30
	s.BakeMinutes = 7
	s.Smoke = statemachines.Smoke{
		Event:          map[string]any{"rawPath": "/other"},
		Status:         204,
		Attempts:       5,
		TimeoutSeconds: 930,
	}
	states := decode(t, s)
	assert.Equal(t, 3.0, states["WaitForShift"]["Seconds"])
	for _, state := range []string{"Smoke", "WakeTarget", "CallFunction"} {
		assert.Equal(t, map[string]any{"rawPath": "/other"}, states[state]["Parameters"].(map[string]any)["Payload"])
		assert.Equal(t, 930.0, states[state]["TimeoutSeconds"], "as long as the function may take")
	}
	assert.Contains(t, fmt.Sprint(states["IsSmokeRepeated"]["Choices"]), "NumericLessThan:5")
	assert.Contains(t, fmt.Sprint(states["IsBaked"]["Choices"]), "NumericGreaterThanEquals:7")
	good := states["IsAnswerGood"]["Choices"].([]any)
	assert.Equal(t, "BadShape", good[0].(map[string]any)["Next"])
	assert.Equal(t, map[string]any{
		"Not":  map[string]any{"Variable": "$.answer.payload.statusCode", "NumericEquals": 204.0},
		"Next": "BadAnswer",
	}, good[1])
	assert.Equal(t, "status 204", states["MergeInput"]["Parameters"].(map[string]any)["names"].(map[string]any)["smoke"])
	assert.Equal(t, 2.0, states["Begin"]["Parameters"].(map[string]any)["traffic"].(map[string]any)["each"],
		"thirty a minute are one and a half in three seconds")
	assert.Equal(t, 30.0, states["AimTrafficAtBake"]["Parameters"].(map[string]any)["each"])
}

func TestAReleaseTakesItsImageForItsArchitectureAndPutsTheLiveOneBackForItsOwn(t *testing.T) {
	t.Parallel()
	states := decode(t, settings())
	given := states["Begin"]["Parameters"].(map[string]any)["architectures"]
	assert.Equal(t, []any{"arm64"}, given)
	assert.Equal(t, "$.architectures", states["UpdateCode"]["Parameters"].(map[string]any)["Architectures.$"])
	assert.Equal(t, "$.live.architectures", states["SetLatest"]["Parameters"].(map[string]any)["Architectures.$"])
}

func TestTheCallsThatJudgeAReleaseAreThoseOfTheNewVersion(t *testing.T) {
	t.Parallel()
	dimensions := func(s statemachines.ReleaseSettings, state string) string {
		queries := decode(t, s)[state]["Parameters"].(map[string]any)["MetricDataQueries"].([]any)
		return fmt.Sprint(queries[0].(map[string]any)["MetricStat"].(map[string]any)["Metric"].(map[string]any)["Dimensions"])
	}
	s := settings()
	assert.Contains(t, dimensions(s, "CountRequests"), "Name:ExecutedVersion Value.$:$.target.version")
	assert.NotContains(t, dimensions(s, "ReadTraffic"), "ExecutedVersion")
	s.AllAtOnce = true
	assert.NotContains(t, dimensions(s, "CountRequests"), "ExecutedVersion", "it has all traffic from the first moment")
}

// TestARedriveChangesNothing asks of each call that changes production, or what an undo
// reads, that a redriven execution cannot make it: it decided long ago.
func TestARedriveChangesNothing(t *testing.T) {
	t.Parallel()
	changing := []string{
		"lambda:updateAlias", "lambda:updateFunctionCode", "codedeploy:createDeployment", "sfn:stopExecution",
		"lambda:putProvisionedConcurrencyConfig", "lambda:deleteProvisionedConcurrencyConfig",
	}
	for name, state := range decode(t, settings()) {
		resource, _ := state["Resource"].(string)
		if !slices.ContainsFunc(changing, func(api string) bool { return strings.HasSuffix(resource, api) }) ||
			name == "ClearRouting" { // which a revision guards
			continue
		}
		assert.Contains(t, fmt.Sprint(state["Parameters"]), "$$.Execution.RedriveCount", name)
	}
}

func TestNoPathGoesOnAfterAnIndex(t *testing.T) {
	t.Parallel()
	release, err := statemachines.Release(settings())
	require.NoError(t, err)
	recorder, err := statemachines.Recorder(statemachines.RecorderSettings{
		Environment:      "dev",
		HistoryTableName: "t",
		DeadLetterURL:    "q",
	})
	require.NoError(t, err)
	for _, definition := range []any{release, recorder} {
		data, err := json.Marshal(definition)
		require.NoError(t, err)
		assert.NotRegexp(t, `\$[A-Za-z.]*\[[0-9]+\][.\[]`, string(data),
			"one interpreter answers a value, another a list of one")
	}
}
