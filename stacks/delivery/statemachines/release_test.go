package statemachines_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/statemachines"
)

// settings are complete settings with a value of its own for each field.
func settings() statemachines.ReleaseSettings {
	return statemachines.ReleaseSettings{
		Service:              "api",
		Environment:          "dev",
		FunctionName:         "function-api-dev",
		AliasName:            "live",
		DeployerRoleArn:      "arn:aws:iam::210987654321:role/role-deployer-dev",
		ErrorAlarmName:       "alarm-errorsapi-dev",
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
	assert.Contains(t, string(data), `"version":0.0`, "CodeDeploy knows AppSpec version 0.0 only")
	var machine struct{ States map[string]map[string]any }
	require.NoError(t, json.Unmarshal(data, &machine))
	return machine.States
}

func TestReleaseTouchesTheTargetOnlyThroughTheDeployerRole(t *testing.T) {
	t.Parallel()
	rendered, err := statemachines.Release(settings())
	require.NoError(t, err)
	calls, err := statemachines.Calls(rendered)
	require.NoError(t, err)
	own := []string{
		"cloudwatch:PutMetricData", "dynamodb:PutItem", "ecr:BatchGetImage", "ecr:PutImage", "states:ListExecutions",
	}
	for _, call := range calls {
		want := "arn:aws:iam::210987654321:role/role-deployer-dev"
		if slices.Contains(own, call.Action) {
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

func TestReleaseUsesDefaultsForWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	states := decode(t, settings())
	assert.Equal(t, 5.0, states["WaitForCode"]["Seconds"])
	assert.Equal(t, 15.0, states["WaitForShift"]["Seconds"])
	assert.Equal(t, map[string]any{}, states["Smoke"]["Parameters"].(map[string]any)["Payload"])

	s := settings()
	s.SmokePayload = map[string]any{"rawPath": "/health"}
	s.Smoke = statemachines.Smoke{Event: map[string]any{"rawPath": "/other"}, TimeoutSeconds: 930}
	s.ShiftPoll = statemachines.Poll{Seconds: 3}
	states = decode(t, s)
	assert.Equal(t, 3.0, states["WaitForShift"]["Seconds"])
	assert.Equal(t, map[string]any{"rawPath": "/health"}, states["Smoke"]["Parameters"].(map[string]any)["Payload"])
	assert.Equal(t, 930.0, states["Smoke"]["TimeoutSeconds"], "as long as the function may take")
	s.SmokePayload = nil
	assert.Equal(t, map[string]any{"rawPath": "/other"},
		decode(t, s)["Smoke"]["Parameters"].(map[string]any)["Payload"])
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
