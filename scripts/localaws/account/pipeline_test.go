package account_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

func TestADeploymentGroupIsFoundByItsApplicationToo(t *testing.T) {
	t.Parallel()
	group := func(id, app string) localaws.Resource {
		return of("aws:codedeploy/deploymentGroup:DeploymentGroup", id, map[string]any{
			"appName": app, "deploymentGroupName": "api", "deploymentConfigName": "Canary-" + app,
			"alarmConfiguration": map[string]any{"enabled": true, "alarms": []any{"errors"}},
		})
	}
	v := view(t, group("g1", "app-dev"), group("g2", "app-prod"))
	found, err := v.Group(owner, "app-prod", "api", "x")
	require.NoError(t, err)
	assert.Equal(t, "Canary-app-prod", found.DeploymentConfigName)
	assert.True(t, found.AlarmConfiguration.Enabled)
	assert.Equal(t, []string{"errors"}, found.AlarmConfiguration.Alarms)
	_, err = v.Group(owner, "app-prod", "web", "the release machine")
	require.EqualError(t, err, "deployment group web is not deployed, but the release machine names it")
}

func TestATaskIsTheFirstByNameThatCallsTheAction(t *testing.T) {
	t.Parallel()
	m := account.Machine{Name: "release", Definition: `{"States": {
		"Zero": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAlias", "Parameters": {"Name": "second"}},
		"Ask": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAlias",
			"Parameters": {"Name": "live", "List": ["a", "b"], "None": [], "Odd": [1], "Number": 7},
			"Credentials": {"RoleArn": "arn:role"}},
		"Wait": {"Type": "Wait", "Seconds": 1},
		"Other": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:getAliases"}}}`}
	task, err := m.Task("lambda:getAlias")
	require.NoError(t, err)
	assert.Equal(t, "arn:aws:states:::aws-sdk:lambda:getAlias", task.Resource)
	assert.Equal(t, "arn:role", task.Credentials.RoleArn)
	for name, want := range map[string]string{"Name": "live", "Number": "", "Gone": "", "List": ""} {
		assert.Equal(t, want, task.Text(name), name)
	}
	for name, want := range map[string][]string{"List": {"a", "b"}, "None": nil, "Odd": {""}, "Gone": nil, "Name": nil} {
		assert.Equal(t, want, task.Texts(name), name)
	}
	_, err = m.Task("lambda:invoke")
	require.EqualError(t, err, "state machine release has no task lambda:invoke")
}

func TestAPipelineIsReadWithItsStagesAndTriggers(t *testing.T) {
	t.Parallel()
	v := view(t, of("aws:codepipeline/pipeline:Pipeline", "pipeline-api", map[string]any{
		"name": "pipeline-api", "arn": "arn:p",
		"stages": []any{map[string]any{"name": "Build",
			"actions": []any{map[string]any{"name": "Image", "namespace": "Image", "provider": "CodeBuild",
				"configuration": map[string]any{"ProjectName": "build-api"}}}}},
		"triggers": []any{map[string]any{"gitConfiguration": map[string]any{"sourceActionName": "Source",
			"pushes": []any{map[string]any{"branches": map[string]any{"includes": []any{"main"}}}}}}},
	}))
	p, err := v.Pipeline(owner, "pipeline-api")
	require.NoError(t, err)
	require.Len(t, p.Stages, 1)
	assert.Equal(t, account.Action{
		Name:          "Image",
		Namespace:     "Image",
		Provider:      "CodeBuild",
		Configuration: map[string]string{"ProjectName": "build-api"},
	}, p.Stages[0].Actions[0])
	require.Len(t, p.Triggers, 1)
	assert.Equal(t, []string{"main"}, p.Triggers[0].GitConfiguration.Pushes[0].Branches.Includes)
	assert.Empty(t, p.Triggers[0].GitConfiguration.Pushes[0].FilePaths.Includes)
}
