package services_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

const (
	canary = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
	linear = "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"
)

// shifting is a model with version 2 to go to; the configuration decides how.
func shifting(t *testing.T, configuration string) (*services.Model, *asl.SkippingClock) {
	t.Helper()
	m, clock := newModel()
	m.Function.Add("2", &services.Version{Digest: "sha256:b", State: "Active"})
	m.Group.Share, m.Group.Takes = 0, 0
	start(t, m, configuration)
	return m, clock
}

func start(t *testing.T, m *services.Model, configuration string) {
	t.Helper()
	must(t, m, "codedeploy:createDeployment", deployment(configuration))
}

func deployment(configuration string) parameters {
	content := `{"version":"0.0","Resources":[{"f":{"Type":"AWS::Lambda::Function","Properties":` +
		`{"Name":"f","Alias":"live","CurrentVersion":"1","TargetVersion":"2"}}}]}`
	return parameters{
		"ApplicationName":      "app",
		"DeploymentGroupName":  "group",
		"DeploymentConfigName": configuration,
		"Revision":             parameters{"AppSpecContent": parameters{"Content": content}},
	}
}

func TestEveryPredefinedConfigurationTakesItsTime(t *testing.T) {
	t.Parallel()
	want := map[string]time.Duration{
		"AllAtOnce":                     0,
		"Canary10Percent5Minutes":       5 * time.Minute,
		"Canary10Percent10Minutes":      10 * time.Minute,
		"Canary10Percent15Minutes":      15 * time.Minute,
		"Canary10Percent30Minutes":      30 * time.Minute,
		"Linear10PercentEvery1Minute":   9 * time.Minute,
		"Linear10PercentEvery2Minutes":  18 * time.Minute,
		"Linear10PercentEvery3Minutes":  27 * time.Minute,
		"Linear10PercentEvery10Minutes": 90 * time.Minute,
	}
	assert.Len(t, services.Shifts, len(want))
	for name, takes := range want {
		assert.Equal(t, takes, services.Shifts["CodeDeployDefault.Lambda"+name].Takes(), name)
	}
}

func TestALinearShiftGoesStepByStep(t *testing.T) {
	t.Parallel()
	m, clock := shifting(t, linear)
	for percent := 10; percent < 100; percent += 10 {
		assert.InDelta(t, float64(percent)/100, m.Function.Weights["2"], 1e-9)
		pass(t, m, clock, time.Minute)
	}
	assert.Equal(t, "2", m.Function.AliasVersion)
	assert.Empty(t, m.Function.Weights)
	assert.Equal(t, "Succeeded", m.Group.Deployments[0].Status)

	m.Group.Deployments = nil
	_, err := call(m, "codedeploy:createDeployment", deployment("our-own"))
	require.EqualError(t, err,
		"CodeDeploy.DeploymentConfigDoesNotExistException: No Deployment Configuration found for name: our-own")
}

func TestAStepOverwritesWhoeverMovedTheAlias(t *testing.T) {
	t.Parallel()
	m, clock := shifting(t, canary)
	must(t, m, "lambda:updateAlias", parameters{
		"FunctionName":    "f",
		"Name":            "live",
		"FunctionVersion": "1",
		"RoutingConfig":   parameters{"AdditionalVersionWeights": parameters{}},
	})
	assert.False(t, m.Between())
	pass(t, m, clock, 5*time.Minute)
	assert.Equal(t, "2", m.Function.AliasVersion)
}

func TestStoppingADeployment(t *testing.T) {
	t.Parallel()
	stop := parameters{"DeploymentId": "d-000000001"}
	with := func(back bool) parameters {
		return parameters{"DeploymentId": "d-000000001", "AutoRollbackEnabled": back}
	}
	for name, c := range map[string]struct {
		on   []string
		p    parameters
		back bool
	}{
		"without rollback":               {nil, with(false), false},
		"with rollback":                  {[]string{}, with(true), true},
		"as the group has it":            {nil, stop, true},
		"as the group has it, on alarms": {[]string{"DEPLOYMENT_STOP_ON_ALARM"}, stop, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, clock := shifting(t, canary)
			m.Group.RollbackOn = c.on
			must(t, m, "codedeploy:stopDeployment", c.p)
			pass(t, m, clock, time.Hour)
			info := must(t, m, "codedeploy:getDeployment", stop)["DeploymentInfo"].(parameters)
			assert.Equal(t, "Stopped", info["Status"])
			assert.Equal(t, "1", m.Function.AliasVersion)
			if !c.back {
				assert.Equal(t, map[string]float64{"2": 0.1}, m.Function.Weights, "the weights stay")
				assert.NotContains(t, info, "RollbackInfo")
				return
			}
			assert.Empty(t, m.Function.Weights)
			assert.Equal(t, parameters{"RollbackDeploymentId": "d-000000002"}, info["RollbackInfo"])
		})
	}
	t.Run("is denied", func(t *testing.T) {
		t.Parallel()
		m, _ := shifting(t, canary)
		m.Denied = map[string]bool{"codedeploy:stopDeployment": true}
		_, err := call(m, "codedeploy:stopDeployment", stop)
		require.EqualError(t, err,
			`CodeDeploy.CodeDeployException: role "`+role+`" is not authorized to perform codedeploy:stopDeployment`)
	})
	t.Run("takes a while, in which it goes on", func(t *testing.T) {
		t.Parallel()
		m, clock := shifting(t, linear)
		m.Group.StopTakes = 90 * time.Second
		assert.Equal(t, "Pending", must(t, m, "codedeploy:stopDeployment", with(false))["Status"])
		pass(t, m, clock, time.Hour)
		assert.InDelta(t, 0.2, m.Function.Weights["2"], 1e-9)
	})
}

func TestAnyAlarmOfTheGroupStopsADeployment(t *testing.T) {
	t.Parallel()
	t.Run("that runs", func(t *testing.T) {
		t.Parallel()
		m, _ := shifting(t, canary)
		m.Group.Alarms = []string{"errors", "latency"}
		m.Alarms["latency"] = "ALARM"
		m.Advance()
		assert.Equal(t, "One or more alarms have been activated: latency", m.Group.Deployments[0].Message)
	})
	t.Run("that begins while it is in ALARM", func(t *testing.T) {
		t.Parallel()
		m, clock := newModel()
		m.Function.Add("2", &services.Version{Digest: "sha256:b", State: "Active"})
		m.Alarms["errors"] = "ALARM"
		start(t, m, canary)
		assert.Equal(t, "Stopped", m.Group.Deployments[0].Status)
		pass(t, m, clock, time.Second)
		assert.Equal(t, "1", m.Function.AliasVersion)
		assert.False(t, m.Between())
	})
}

func TestDeploymentsAreListedLate(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Function.Add("2", &services.Version{Digest: "sha256:b", State: "Active"})
	m.Group.ListLag = 10 * time.Second
	start(t, m, canary)
	listed := func() any {
		return must(t, m, "codedeploy:listDeployments", parameters{
			"ApplicationName":     "app",
			"DeploymentGroupName": "group",
			"IncludeOnlyStatuses": []any{"InProgress"},
		})["Deployments"]
	}
	assert.Equal(t, []any{}, listed())
	pass(t, m, clock, 10*time.Second)
	assert.Equal(t, []any{"d-000000001"}, listed())
	pass(t, m, clock, 50*time.Second)
	assert.Equal(t, "Succeeded", m.Group.Deployments[0].Status)
	assert.Equal(t, []any{"d-000000001"}, listed(), "the list does not know yet")
	pass(t, m, clock, 10*time.Second)
	assert.Equal(t, []any{}, listed())
	_, err := call(m, "codedeploy:listDeployments", parameters{
		"ApplicationName":     "app",
		"DeploymentGroupName": "group",
		"IncludeOnlyStatuses": []any{"Running"},
	})
	require.EqualError(t, err, "CodeDeploy.InvalidDeploymentStatusException: The status Running is not valid")
}
