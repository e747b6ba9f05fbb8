package services_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

const role = "arn:aws:iam::210987654321:role/deployer"

type parameters = map[string]any

// newModel is a function on image sha256:a, with an image sha256:b to move to.
func newModel() (*services.Model, *asl.SkippingClock) {
	clock := asl.NewSkippingClock(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	m := &services.Model{
		Clock:        clock,
		DeployerRole: role,
		Function:     services.NewFunction("f", "live", "repo", "sha256:a"),
		Repository:   services.NewRepository("r", "sha256:a", "sha256:b"),
		Group: services.Group{
			Application:   "app",
			Name:          "group",
			Alarm:         "errors",
			Share:         0.1,
			Takes:         time.Minute,
			RollbackTakes: time.Second,
		},
		Alarms: map[string]string{"errors": "OK"},
	}
	m.Function.UpdateTakes, m.Function.PublishTakes = 10*time.Second, 10*time.Second
	return m, clock
}

// call performs an action of the target account, or of the machine's own.
func call(m *services.Model, action string, p parameters) (any, error) {
	return m.Call(context.Background(), resourceOf(action), roleOf(action), p)
}

// resourceOf is what a state names to call the action.
func resourceOf(action string) string {
	switch action {
	case "dynamodb:putItem", "dynamodb:getItem", "dynamodb:updateItem", "dynamodb:deleteItem", "sns:publish",
		"lambda:invoke":
		return "arn:aws:states:::" + action
	}
	return "arn:aws:states:::aws-sdk:" + action
}

func roleOf(action string) string {
	if action == "cloudwatch:putMetricData" || slices.Contains([]string{"ecr", "dyn", "sfn", "sns"}, action[:3]) {
		return ""
	}
	return role
}

func TestEveryAccountTakesItsOwnRoleOnly(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ action, role, want string }{
		"the target without a role": {
			"lambda:getAlias", "", `Lambda.LambdaException: role "" is not authorized to perform lambda:getAlias`,
		},
		"the target with another role": {"codedeploy:getDeployment", "other",
			`CodeDeploy.CodeDeployException: role "other" is not authorized to perform codedeploy:getDeployment`},
		"the registry with the role": {"ecr:putImage", role,
			`Ecr.EcrException: role "` + role + `" is not authorized to perform ecr:putImage`},
		"an action that is not modelled": {"s3:getObject", "", "States.TaskFailed: the model has no s3:getObject"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, _ := newModel()
			_, err := m.Call(context.Background(), "arn:aws:states:::aws-sdk:"+c.action, c.role, parameters{})
			require.EqualError(t, err, c.want)
		})
	}
}

func TestWhatAWSRejectsIsRejected(t *testing.T) {
	t.Parallel()
	appSpec := func(content string) parameters {
		return parameters{
			"ApplicationName":     "app",
			"DeploymentGroupName": "group",
			"Revision":            parameters{"AppSpecContent": parameters{"Content": content}},
		}
	}
	cases := map[string]struct {
		action string
		p      any
		want   string
	}{
		"parameters that are no object": {"lambda:getAlias", "x", "States.Runtime: the parameters are no object"},
		"a missing parameter": {"lambda:getAlias", parameters{"Name": "live"},
			"Lambda.ValidationException: parameter FunctionName is missing"},
		"an unknown parameter": {"lambda:getAlias", parameters{
			"FunctionName": "f",
			"Name":         "live",
			"Other":        1,
		}, `States.Runtime: the field "Other" is not supported by the API`},
		"another function": {"lambda:getAlias", parameters{
			"FunctionName": "g",
			"Name":         "live",
		}, "Lambda.ResourceNotFoundException: Function not found: g"},
		"another alias": {"lambda:updateAlias", parameters{
			"FunctionName": "f",
			"Name":         "dev",
		}, "Lambda.ResourceNotFoundException: Cannot find alias: dev"},
		"a version that is not there": {"lambda:updateAlias", parameters{
			"FunctionName":    "f",
			"Name":            "live",
			"FunctionVersion": "9",
		}, "Lambda.ResourceNotFoundException: Function not found: f:9"},
		"an image that is not there": {"lambda:updateFunctionCode", parameters{
			"FunctionName": "f",
			"ImageUri":     "repo@sha256:z",
		}, "Lambda.InvalidParameterValueException: Source image repo@sha256:z does not exist. Provide a valid source image."},
		"an AppSpec of another version": {"codedeploy:createDeployment", appSpec(`{"version": 1, "Resources": [{}]}`),
			`CodeDeploy.InvalidRevisionException: the AppSpec is not valid: {"version": 1, "Resources": [{}]}`},
		"another group": {"codedeploy:listDeployments", parameters{
			"ApplicationName":     "app",
			"DeploymentGroupName": "x",
		}, "CodeDeploy.DeploymentGroupDoesNotExistException: No Deployment Group found for name: x"},
		"a deployment that is not there": {"codedeploy:stopDeployment", parameters{"DeploymentId": "d-1"},
			"CodeDeploy.DeploymentDoesNotExistException: The deployment d-1 could not be found"},
		"another repository": {"ecr:batchGetImage", parameters{
			"RepositoryName": "x",
			"ImageIds":       []any{},
		}, "Ecr.RepositoryNotFoundException: The repository with name 'x' does not exist"},
		"a manifest nobody pushed": {"ecr:putImage", parameters{
			"RepositoryName": "r",
			"ImageManifest":  "{}",
		}, "Ecr.ReferencedImagesNotFoundException: The manifest refers to layers that are not there"},
		"a row without a key": {"dynamodb:putItem", parameters{
			"TableName": "t",
			"Item":      parameters{"deploymentId": parameters{"S": "x"}},
		}, "DynamoDB.ValidationException: One or more parameter values were invalid: Missing the key timestamp in the item"},
		"a row with a number as text": {"dynamodb:putItem", parameters{
			"TableName": "t",
			"Item":      parameters{"n": parameters{"S": 1}},
		}, `DynamoDB.ValidationException: attribute n is neither {"S": text} nor {"N": "number"}`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, _ := newModel()
			_, err := m.Call(context.Background(), resourceOf(c.action), roleOf(c.action), c.p)
			require.EqualError(t, err, c.want)
		})
	}
}

func TestAnImageIsTakenInTimeAndOneAtATime(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	update := parameters{"FunctionName": "f", "ImageUri": "repo@sha256:b"}
	_, err := call(m, "lambda:updateFunctionCode", update)
	require.NoError(t, err)
	for _, action := range []string{"lambda:updateFunctionCode", "lambda:publishVersion"} {
		p := update
		if action == "lambda:publishVersion" {
			p = parameters{"FunctionName": "f"}
		}
		_, err = call(m, action, p)
		require.EqualError(t, err,
			"Lambda.ResourceConflictException: The operation cannot be performed at this time. "+
				"An update is in progress for resource: f")
	}
	assert.Equal(t, "sha256:a", m.Function.Digest)
	require.NoError(t, clock.Sleep(context.Background(), 10*time.Second))
	first, err := call(m, "lambda:publishVersion", parameters{"FunctionName": "f"})
	require.NoError(t, err)
	assert.Equal(t, "Pending", first.(parameters)["State"])
	second, err := call(m, "lambda:publishVersion", parameters{"FunctionName": "f"})
	require.NoError(t, err)
	assert.Equal(t, "2", second.(parameters)["Version"], "without a change there is no new version")
}
