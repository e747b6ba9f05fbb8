package release_test

import (
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
	"slipway/stacks/delivery/statemachines"
)

const (
	oldDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000001"
	newDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000002"
	commit    = "4f1c2a9d8e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b"
	machineID = "arn:aws:states:us-east-1:123456789012:stateMachine:release-api-dev"

	sameAccount  = "arn:aws:iam::123456789012:role/role-deployer-dev"
	otherAccount = "arn:aws:iam::210987654321:role/role-deployer-dev"

	errorAlarm   = "alarm-errors-api-dev"
	releaseAlarm = "alarm-release-api-dev"
)

// keptReady is how many environments of the live version are kept ready.
const keptReady = 3

// release is what the pipeline sends, rollback what a person sends.
func release() map[string]any {
	return map[string]any{"deploymentId": "run-7", "commit": commit, "digest": newDigest}
}

func rollback(version string) map[string]any {
	return map[string]any{"deploymentId": "rollback-1", "rollbackTo": version, "actor": "alice"}
}

// settings are those of the machines of both account layouts: they differ in the role.
func settings(role string) statemachines.ReleaseSettings {
	return statemachines.ReleaseSettings{
		Service:                "api",
		Environment:            "dev",
		FunctionName:           "function-api-dev",
		AliasName:              "live",
		DeployerRoleArn:        role,
		Architecture:           "x86_64",
		ProvisionedConcurrency: keptReady,
		ReleaseAlarms:          []any{errorAlarm, releaseAlarm},
		TopicArn:               "arn:aws:sns:us-east-1:123456789012:topic-dev",
		Region:                 "us-east-1",
		HistoryTableName:       "table-deployments-dev",
		RepositoryURL:          "123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev",
		RepositoryName:         "ecr-api-dev",
		ApplicationName:        "codedeploy-api-dev",
		DeploymentGroupName:    "group-api-dev",
		DeploymentConfigName:   "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		BakeMinutes:            2,
		TrafficPerMinute:       4,
		CodePoll:               statemachines.Poll{Limit: 12},
		ShiftPoll:              statemachines.Poll{Limit: 40},
	}
}

var parsed = map[string]*asl.Machine{
	sameAccount:  mustParse(settings(sameAccount)),
	otherAccount: mustParse(settings(otherAccount)),
}

func mustParse(s statemachines.ReleaseSettings) *asl.Machine {
	rendered, err := statemachines.Release(s)
	if err != nil {
		panic(err)
	}
	machine, err := asl.Parse(rendered)
	if err != nil {
		panic(err)
	}
	return machine
}

// newBench makes a model in which version 1 of the old image is live, in one of
// the account layouts.
func newBench(role string) *bench {
	clock := asl.NewSkippingClock(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	model := &services.Model{
		Clock:        clock,
		DeployerRole: role,
		Function: services.NewFunction("function-api-dev", "live",
			"123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev", oldDigest),
		Repository: services.NewRepository("ecr-api-dev", oldDigest, newDigest),
		Group: services.Group{
			Application:   "codedeploy-api-dev",
			Name:          "group-api-dev",
			Alarm:         errorAlarm,
			Alarms:        []string{releaseAlarm},
			Share:         0.1,
			Takes:         5 * time.Minute,
			RollbackTakes: 20 * time.Second,
		},
		Alarms: map[string]string{errorAlarm: "OK", releaseAlarm: "OK"},
		Topic:  "arn:aws:sns:us-east-1:123456789012:topic-dev",
	}
	model.Function.UpdateTakes, model.Function.PublishTakes = 8*time.Second, 12*time.Second
	model.Function.Reserved, model.Function.ProvisionTakes = 2*keptReady+1, 20*time.Second
	model.Function.Versions["1"].Provisioned = &services.Provisioned{Wanted: keptReady}
	b := &bench{
		Model:   model,
		clock:   clock,
		machine: parsed[role],
		began:   "1",
	}
	model.OnStart = b.started
	return b
}
