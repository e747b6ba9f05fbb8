package account_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

func TestAFunctionNamesItsRepositoryAndItsImage(t *testing.T) {
	t.Parallel()
	const repository = owner + ".dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"
	for uri, want := range map[string]string{
		repository + ":bootstrap":    repository,
		repository + "@sha256:ab":    repository,
		repository + ":v1@sha256:ab": repository + ":v1",
		"localhost:5000/api:latest":  "localhost:5000/api",
		"":                           "",
		"no-tag":                     "",
	} {
		assert.Equal(t, want, account.Function{ImageURI: uri}.Repository(), uri)
	}
	v := view(t, of("aws:lambda/function:Function", "lambda-api-dev", map[string]any{
		"name": "lambda-api-dev", "arn": "arn:f", "imageUri": repository + ":bootstrap", "codeSha256": "cd",
	}))
	f, err := v.Function(owner, "lambda-api-dev", "x")
	require.NoError(t, err)
	assert.Equal(t, account.Function{
		Name:       "lambda-api-dev",
		Arn:        "arn:f",
		ImageURI:   repository + ":bootstrap",
		CodeSha256: "cd",
	}, f)
	assert.Equal(t, "sha256:cd", f.Digest())
	_, err = v.Function(owner, "lambda-web-dev", "alias live")
	var missing *account.MissingError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, account.MissingError{
		What:    "function",
		Name:    "lambda-web-dev",
		NamedBy: "alias live",
	}, *missing)
}

func TestTheVersionsAreThoseOfTheFunction(t *testing.T) {
	t.Parallel()
	version := func(function, number string) localaws.Resource {
		return of(localaws.FunctionVersionType, function+"/"+number, map[string]any{"functionName": function,
			"version": number, "codeSha256": "sum" + number})
	}
	v := view(t, version("api", "1"), version("api", "2"), version("api-2", "1"))
	versions, err := v.Versions(owner, "api")
	require.NoError(t, err)
	assert.Equal(t, []account.Version{{
		FunctionName: "api",
		Version:      "1",
		CodeSha256:   "sum1",
	}, {
		FunctionName: "api",
		Version:      "2",
		CodeSha256:   "sum2",
	}}, versions)
	none, err := v.Versions(owner, "web")
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestAnAliasSaysHowTheTrafficIsSplit(t *testing.T) {
	t.Parallel()
	v := view(t, of("aws:lambda/alias:Alias", "arn:api:live", map[string]any{
		"arn": "arn:api:live", "name": "live", "functionName": "api", "functionVersion": "1",
		"routingConfig": map[string]any{"additionalVersionWeights": map[string]any{"2": 0.1}},
	}), of("aws:lambda/alias:Alias", "arn:web:live", map[string]any{"name": "live", "functionName": "web"}))
	alias, err := v.Alias(owner, "api", "live", "x")
	require.NoError(t, err)
	assert.Equal(t, "1", alias.FunctionVersion)
	assert.Equal(t, map[string]float64{"2": 0.1}, alias.RoutingConfig.AdditionalVersionWeights)
	_, err = v.Alias(owner, "api", "next", "the release")
	require.EqualError(t, err, "alias next of api is not deployed, but the release names it")
}

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
	for name, want := range map[string]string{"List": "a", "None": "", "Odd": "", "Gone": "", "Name": ""} {
		assert.Equal(t, want, task.First(name), name)
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
