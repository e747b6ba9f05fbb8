package release_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/shared/naming"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/release"
	"slipway/stacks/delivery/statemachines"
)

func deployerRole(r deliverytest.Rig, service string) string {
	return "arn:aws:iam::" + r.Target.ID + ":role/role-deployer-" + service + "-dev"
}

// settings are those of every service.
var settings = config.Service{
	LogRetentionDays: 30,
	TimeoutSeconds:   30,
	Smoke: config.Smoke{
		Event:    "ping",
		Status:   204,
		Attempts: 5,
	},
	BakeMinutes:      15,
	TrafficPerMinute: 40,
}

// alarmsOf are the alarms that undo a release of the service.
func alarmsOf(service string) (names pulumi.StringArray) {
	for _, name := range []string{"alarm-errors-" + service + "-dev", "alarm-release-" + service + "-dev", "latency"} {
		names = append(names, deliverytest.Output(name))
	}
	return names
}

func buildReleases(services ...string) func(deliverytest.Rig) error {
	return func(r deliverytest.Rig) error {
		bus, err := r.Bus()
		if err != nil {
			return err
		}
		deployments, err := release.NewDeployments(r.Ctx, "deployments", release.DeploymentsArgs{
			Application: "codedeploy-services-dev",
			Target:      r.Target,
		})
		if err != nil {
			return err
		}
		r.Rec.Export("application", deployments.Application)
		for _, s := range services {
			release, err := release.NewRelease(r.Ctx, "release-"+s, release.ReleaseArgs{
				Machine:          naming.Name("sfn-release-" + s + "-dev"),
				Role:             naming.Name("role-release-" + s + "-dev"),
				Group:            naming.Name("deploygroup-" + s + "-dev"),
				Service:          deliverytest.Service(s),
				Environment:      r.Suffix,
				Deployments:      deployments,
				ShiftRole:        naming.Name("role-codedeploy-" + s + "-dev"),
				DeploymentConfig: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
				Alarms:           alarmsOf(s),
				Settings:         settings,
				TopicArn:         deliverytest.Output(deliverytest.TopicArn),
				KeyArn:           deliverytest.Output(deliverytest.KeyArn),
				UndoRule:         naming.Name("rule-undo-" + s + "-dev"),
				UndoRole:         naming.Name("role-undo-" + s + "-dev"),
				Bus:              bus,
				Function:         r.Function(s),
				Repository:       deliverytest.Registry(s),
				DeployerRoleArn:  deliverytest.Output(deployerRole(r, s)),
				HistoryTable:     deliverytest.Output(deliverytest.HistoryTable),
				HistoryTableArn:  deliverytest.Output(deliverytest.HistoryTableArn),
				Own:              r.Own,
				Target:           r.Target,
			})
			if err != nil {
				return err
			}
			r.Rec.Export(s+".arn", release.Arn)
			r.Rec.Export(s+".name", release.Name)
			r.Rec.Export(s+".logGroup", release.LogGroup)
		}
		return nil
	}
}

func TestTheReleaseMachineKeepsItsHistoryAndLogsWhatGoesWrong(t *testing.T) { // R12, R17
	t.Parallel()
	rec := deliverytest.Built(t, false, buildReleases("api"))
	machine := rec.Get(t, "sfn/stateMachine:StateMachine", "release-api-machine")
	delete(machine.Inputs, "definition")
	deliverytest.AssertInputs(t, map[string]any{
		"name": "sfn-release-api-dev", "type": "STANDARD", "roleArn": "arn:aws:iam::111122223333:role/role-release-api-dev",
		"loggingConfiguration": map[string]any{
			"level": "ERROR", "includeExecutionData": true,
			"logDestination": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/states/sfn-release-api-dev:*",
		},
		"tracingConfiguration": map[string]any{"enabled": true},
		"tags":                 map[string]any{"Service": "api"},
	}, machine)
	assert.Contains(t, machine.DependsOn, "release-api-role-policy",
		"Step Functions tries the log's permissions when the machine is made")
	deliverytest.AssertInputs(t, map[string]any{
		"name":            "/aws/vendedlogs/states/sfn-release-api-dev",
		"retentionInDays": 30.0,
		"skipDestroy":     false,
		"tags":            map[string]any{"Service": "api"},
	}, rec.Get(t, "cloudwatch/logGroup:LogGroup", "release-api-logs"))
	assert.Equal(t, map[string]any{
		"application": "codedeploy-services-dev",
		"api.arn":     "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev",
		"api.name":    "sfn-release-api-dev", "api.logGroup": "/aws/vendedlogs/states/sfn-release-api-dev",
	}, rec.Kept())
}

func TestTheReleaseMachineIsTheDefinitionWithThisServicesNames(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, true, buildReleases("api"))
	want, err := statemachines.Release(statemachines.ReleaseSettings{
		Service:              "api",
		Environment:          "dev",
		FunctionName:         "lambda-api-dev",
		AliasName:            "live",
		DeployerRoleArn:      "arn:aws:iam::444455556666:role/role-deployer-api-dev",
		HistoryTableName:     deliverytest.HistoryTable,
		RepositoryURL:        "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev",
		RepositoryName:       "ecr-api-dev",
		ApplicationName:      "codedeploy-services-dev",
		DeploymentGroupName:  "deploygroup-api-dev",
		DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		ReleaseAlarms:        []any{"alarm-errors-api-dev", "alarm-release-api-dev", "latency"},
		TopicArn:             deliverytest.TopicArn,
		Region:               "us-east-1",
		Smoke: statemachines.Smoke{
			Event:          "ping",
			Status:         204,
			Attempts:       5,
			TimeoutSeconds: 60,
		},
		BakeMinutes:      15,
		TrafficPerMinute: 40,
	})
	require.NoError(t, err)
	assert.Equal(t, deliverytest.ThroughJSON(t, want),
		any(rec.Get(t, "sfn/stateMachine:StateMachine", "release-api-machine").JSON(t, "definition")))
}

// ofSNS are the rights that SNS asks of who publishes to an encrypted topic.
var ofSNS = []any{"kms:Decrypt", "kms:GenerateDataKey*"}

func TestAServiceThatComesLeavesTheOthersReleasesAsTheyAre(t *testing.T) { // R14
	t.Parallel()
	one, three := deliverytest.InputsOf(deliverytest.Built(t, false,
		buildReleases("api"))), deliverytest.InputsOf(deliverytest.Built(t, false, buildReleases("api", "cart", "checkout")))
	for name, inputs := range one {
		assert.Equal(t, inputs, three[name], name)
	}
	assert.Len(t, three, len(one)+2*12,
		"for each a component, a group, its role and policy, a machine, its role, its policy "+
			"and its log, and the rule that has it undone, its target, its role and the role's policy")
}

func TestEveryRefusalAroundAReleaseNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	build := buildReleases("api")
	texts := map[string]string{
		"deployments":                  "register component deployments",
		"deployments-application":      "create CodeDeploy application codedeploy-services-dev",
		"release-api":                  "register component release-api",
		"release-api-shift-role":       "create role role-codedeploy-api-dev",
		"release-api-shift-policy":     "create policy of role role-codedeploy-api-dev",
		"release-api-group":            "create deployment group deploygroup-api-dev",
		"release-api-logs":             "create log group /aws/vendedlogs/states/sfn-release-api-dev",
		"release-api-role":             "create role role-release-api-dev",
		"release-api-role-policy":      "create policy of role role-release-api-dev",
		"release-api-machine":          "create state machine sfn-release-api-dev",
		"release-api-undo-role":        "create role role-undo-api-dev",
		"release-api-undo-role-policy": "create policy of role role-undo-api-dev",
		"release-api-undo-rule":        "create rule rule-undo-api-dev",
		"release-api-undo-target":      "create target of rule rule-undo-api-dev",
	}
	deliverytest.AssertErrors(t, texts, build)
	rec := deliverytest.Built(t, false, build)
	deliverytest.AssertEveryResourceHasAnError(t, texts, rec, "release-")
	deliverytest.AssertEveryResourceHasAnError(t, texts, rec, "deployments")
	deliverytest.AssertPreviewed(t, rec, build)
}
