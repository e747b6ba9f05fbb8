package production_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/localpipeline/production"
)

const (
	home   = "000000000000"
	target = "222222222222"
	uri    = home + ".dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"
	alias  = "arn:aws:lambda:us-east-1:" + target + ":function:lambda-api-dev:live"
)

// machine is a release machine's definition, as far as it names things.
func machine(t *testing.T) account.Machine {
	t.Helper()
	task := func(resource string, parameters map[string]any, role string) map[string]any {
		return map[string]any{
			"Type":        "Task",
			"Resource":    "arn:aws:states:::aws-sdk:" + resource,
			"Parameters":  parameters,
			"Credentials": map[string]any{"RoleArn": role},
		}
	}
	role := "arn:aws:iam::" + target + ":role/role-deployer-dev"
	text, err := json.Marshal(map[string]any{"States": map[string]any{
		"A": task("lambda:getAlias", map[string]any{"FunctionName": "lambda-api-dev", "Name": "live"}, role),
		"B": task("codedeploy:createDeployment", map[string]any{
			"ApplicationName":     "app",
			"DeploymentGroupName": "group",
		}, role),
		"C": task("cloudwatch:describeAlarms", map[string]any{"AlarmNames": []any{"alarm"}}, role),
		"D": task("ecr:batchGetImage", map[string]any{"RepositoryName": "ecr-api-dev"}, ""),
	}})
	require.NoError(t, err)
	return account.Machine{
		Arn:        "arn:aws:states:us-east-1:" + home + ":stateMachine:sfn-release-api-dev",
		Name:       "sfn-release-api-dev",
		Definition: string(text),
	}
}

// parts are what the machine names.
func parts() []localaws.Resource {
	return []localaws.Resource{
		{
			Type: "aws:lambda/function:Function",
			ID:   "lambda-api-dev",
			Outputs: map[string]any{
				"name":       "lambda-api-dev",
				"arn":        "arn:aws:lambda:us-east-1:" + target + ":function:lambda-api-dev",
				"imageUri":   uri + ":bootstrap",
				"codeSha256": "b",
			},
		},
		{
			Type:    localaws.FunctionVersionType,
			ID:      "lambda-api-dev/1",
			Outputs: map[string]any{"functionName": "lambda-api-dev", "version": "1", "codeSha256": "a"},
		},
		{
			Type:    localaws.FunctionVersionType,
			ID:      "lambda-api-dev/10",
			Outputs: map[string]any{"functionName": "lambda-api-dev", "version": "10", "codeSha256": "b"},
		},
		{
			Type:    localaws.FunctionVersionType,
			ID:      "lambda-api-dev/9",
			Outputs: map[string]any{"functionName": "lambda-api-dev", "version": "9", "codeSha256": "c"},
		},
		{
			Type: "aws:lambda/alias:Alias",
			ID:   alias,
			Outputs: map[string]any{
				"arn": alias, "name": "live", "functionName": "lambda-api-dev", "functionVersion": "1",
				"routingConfig": map[string]any{"additionalVersionWeights": map[string]any{"10": 0.1}},
			},
		},
		{
			Type: "aws:codedeploy/deploymentGroup:DeploymentGroup",
			ID:   "group-id",
			Outputs: map[string]any{
				"appName":              "app",
				"deploymentGroupName":  "group",
				"deploymentConfigName": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
				"alarmConfiguration":   map[string]any{"enabled": true, "alarms": []any{"alarm", "latency"}},
			},
		},
		{
			Type:    "aws:cloudwatch/metricAlarm:MetricAlarm",
			ID:      "alarm",
			Outputs: map[string]any{"name": "alarm"},
		},
	}
}

func open(t *testing.T, without string) (account.View, *registry.Registry) {
	t.Helper()
	dir := t.TempDir()
	store := localaws.Open(dir)
	for _, r := range parts() {
		if r.Account = target; r.Type != without {
			require.NoError(t, store.Put(r))
		}
	}
	images, err := registry.New(dir+"/registry", home, func(string, string) (bool, bool, error) { return true, true, nil })
	require.NoError(t, err)
	return account.View{Store: store}, images
}

func TestProductionIsLoadedFromWhatTheMachineNames(t *testing.T) {
	t.Parallel()
	view, images := open(t, "")
	p, err := production.Load(view, images, machine(t), asl.NewSkippingClock(time.Unix(0, 0)))
	require.NoError(t, err)
	f := p.Function
	assert.Equal(t, [...]string{"lambda-api-dev", "live", uri, "sha256:b", "1", "10"},
		[...]string{f.Name, f.Alias, f.RepositoryURL, f.Digest, f.AliasVersion, f.Last()},
		"version 10 is newer than version 9")
	assert.Equal(t, map[string]float64{"10": 0.1}, f.Weights)
	assert.Equal(t, "arn:aws:iam::"+target+":role/role-deployer-dev", p.DeployerRole)
	assert.Equal(t, [...]string{target, home, "alarm"}, [...]string{p.Owner, p.Home, p.Alarm})
	assert.Equal(t, []string{"alarm", "latency"}, p.Group.Alarms)
	assert.Equal(t, "CodeDeployDefault.LambdaCanary10Percent5Minutes", p.Group.Config)
}

func TestWhatAReleaseChangedIsThereAfterwards(t *testing.T) {
	t.Parallel()
	view, images := open(t, "")
	p, err := production.Load(view, images, machine(t), asl.NewSkippingClock(time.Unix(0, 0)))
	require.NoError(t, err)
	p.Function.Digest, p.Function.AliasVersion, p.Function.Weights = "sha256:c", "9", nil
	require.NoError(t, p.Save(t.Context(), nil))

	again, err := production.Load(view, images, machine(t), asl.NewSkippingClock(time.Unix(0, 0)))
	require.NoError(t, err)
	assert.Equal(t, "sha256:c", again.Function.Digest)
	assert.Equal(t, "9", again.Function.AliasVersion)
	assert.Empty(t, again.Function.Weights)
	r, _, err := view.Store.Get(target, "aws:lambda/function:Function", "lambda-api-dev")
	require.NoError(t, err)
	assert.Equal(t, uri+"@sha256:c", r.Outputs["imageUri"])
	assert.Equal(t, "10", r.Outputs["version"])
}

func TestAConfigurationOfOnesOwnIsRejected(t *testing.T) {
	t.Parallel()
	view, images := open(t, "")
	g, _, err := view.Store.Get(target, "aws:codedeploy/deploymentGroup:DeploymentGroup", "group-id")
	require.NoError(t, err)
	g.Outputs["deploymentConfigName"] = "our-own"
	require.NoError(t, view.Store.Put(g))
	_, err = production.Load(view, images, machine(t), asl.NewSkippingClock(time.Unix(0, 0)))
	assert.EqualError(t, err, "deployment configuration our-own is not known to the simulated AWS")
}

func TestWhatIsNotDeployedIsNamedWithWhoNeedsIt(t *testing.T) {
	t.Parallel()
	for without, want := range map[string]string{
		"aws:lambda/function:Function": "function lambda-api-dev is not deployed, " +
			"but state machine sfn-release-api-dev names it",
		"aws:lambda/alias:Alias": "alias live of lambda-api-dev is not deployed, " +
			"but state machine sfn-release-api-dev names it",
		localaws.FunctionVersionType: "alias live of lambda-api-dev is on version 1, " +
			"which was never published",
		"aws:codedeploy/deploymentGroup:DeploymentGroup": "deployment group group is not deployed, " +
			"but state machine sfn-release-api-dev names it",
		"aws:cloudwatch/metricAlarm:MetricAlarm": "alarm alarm is not deployed, " +
			"but state machine sfn-release-api-dev names it",
	} {
		view, images := open(t, without)
		_, err := production.Load(view, images, machine(t), asl.NewSkippingClock(time.Unix(0, 0)))
		assert.EqualError(t, err, want)
	}
	view, images := open(t, "")
	_, err := production.Load(view, images, account.Machine{Name: "m", Definition: `{"States":{}}`}, nil)
	assert.EqualError(t, err, "state machine m has no task lambda:getAlias")
}
