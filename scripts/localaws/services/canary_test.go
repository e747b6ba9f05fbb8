package services_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/services"
)

func TestACanaryShiftsInTwoSteps(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Function.Versions["2"] = &services.Version{Digest: "sha256:b", State: "Active"}
	create := parameters{
		"ApplicationName":     "app",
		"DeploymentGroupName": "group",
		"Revision": parameters{"AppSpecContent": parameters{
			"Content": `{"version": 0.0, "Resources": [{"f": {"Properties": {"Name": "f", "Alias": "live", "CurrentVersion": ` +
				`"1", "TargetVersion": "2"}}}]}`}},
	}
	_, err := call(m, "codedeploy:createDeployment", create)
	require.NoError(t, err)
	assert.True(t, m.Between())
	assert.Equal(t, "sha256:a", m.LiveDigest())
	_, err = call(m, "codedeploy:createDeployment", create)
	require.EqualError(t, err,
		"CodeDeploy.DeploymentLimitExceededException: The Deployment Group 'group' already has an active Deployment "+
			"'d-000000001'")

	require.NoError(t, clock.Sleep(context.Background(), time.Minute))
	m.Advance()
	assert.False(t, m.Between())
	assert.Equal(t, "sha256:b", m.LiveDigest())
	_, err = call(m, "codedeploy:stopDeployment", parameters{"DeploymentId": "d-000000001"})
	require.EqualError(t, err,
		"CodeDeploy.DeploymentAlreadyCompletedException: The deployment d-000000001 is already complete")

	_, err = call(m, "codedeploy:createDeployment", create)
	require.NoError(t, err)
	assert.Equal(t, "Failed", m.Group.Deployments[1].Status, "the alias is no longer on the current version")
}

func TestAnAlarmTakesACanaryBack(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Function.Versions["2"] = &services.Version{Digest: "sha256:b", State: "Active"}
	_, err := call(m, "codedeploy:createDeployment", parameters{
		"ApplicationName":     "app",
		"DeploymentGroupName": "group",
		"Revision": parameters{"AppSpecContent": parameters{
			"Content": `{"version": 0.0, "Resources": [{"f": {"Properties": {"Name": "f", "Alias": "live", "CurrentVersion": ` +
				`"1", "TargetVersion": "2"}}}]}`}},
	})
	require.NoError(t, err)
	m.Alarms["errors"] = "ALARM"
	m.Advance()
	assert.Equal(t, "Stopped", m.Group.Deployments[0].Status)
	assert.Equal(t, "ALARM_ACTIVE", m.Group.Deployments[0].Code)
	assert.Equal(t, "d-000000001", m.Group.Running().RollbackOf)
	require.NoError(t, clock.Sleep(context.Background(), time.Second))
	m.Advance()
	assert.Nil(t, m.Group.Running())
	assert.Equal(t, "1", m.Function.AliasVersion)
	assert.False(t, m.Between())
}

func TestInvokingASleepingVersionWakesIt(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Function.Versions["1"].State = "Inactive"
	_, err := call(m, "lambda:invoke", parameters{"FunctionName": "f", "Qualifier": "live"})
	require.EqualError(t, err, "Lambda.ResourceNotReadyException: The function is in state Pending.")
	require.NoError(t, clock.Sleep(context.Background(), 10*time.Second))
	answer, err := call(m, "lambda:invoke", parameters{"FunctionName": "f", "Qualifier": "live"})
	require.NoError(t, err)
	assert.Equal(t, parameters{"statusCode": 200}, answer.(parameters)["Payload"])
}
