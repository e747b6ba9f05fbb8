package pipeline_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

func TestThePipelineHasFiveStages(t *testing.T) { // R1
	t.Parallel()
	var names []any
	for _, s := range deliverytest.StagesOf(deliverytest.Environment{}.Deployed(t).Get(
		t, deliverytest.PipelineType, "pipeline-api-pipeline",
	)) {
		names = append(names, s["name"])
	}
	assert.Equal(t, []any{"Source", "Build", "Test", "Manual-Approval", "Deploy"}, names)
}

func TestThePipelineLetsTheNewestGoOnAndEncryptsWithTheKeyThatAWSManages(t *testing.T) { // R1, R7, R16
	t.Parallel()
	pipeline := deliverytest.Environment{}.Deployed(t).Get(t, deliverytest.PipelineType, "pipeline-api-pipeline")
	delete(pipeline.Inputs, "stages")
	deliverytest.AssertInputs(t, map[string]any{
		"name": "pipeline-api-dev", "roleArn": "arn:aws:iam::111122223333:role/role-pipeline-api-dev",
		"pipelineType": "V2", "executionMode": "SUPERSEDED", "tags": map[string]any{"Service": "api"},
		"artifactStores": []any{map[string]any{
			"type": "S3", "location": "s3-artifacts-111122223333-dev",
		}},
		"variables": []any{map[string]any{
			"name": "REBUILD", "defaultValue": "no",
			"description": "the second of a rebuild, as 14 digits: the commit gets another image",
		}},
	}, pipeline)
	assert.Subset(t, pipeline.DependsOn, []string{"pipeline-api-role", "pipeline-api-role-policy"},
		"CodePipeline tries the role at once")
	assert.Subset(t, pipeline.DependsOn, []string{"record-api-rule", "record-api-target"},
		"the first execution is recorded (R6)")
}

func TestThePipelineEncryptsWithTheCustomersKeyOnceAnotherAccountHasAPart(t *testing.T) { // R7, R9
	t.Parallel()
	pipeline := deliverytest.Environment{TwoAccounts: true}.Deployed(t).Get(
		t, deliverytest.PipelineType, "pipeline-api-pipeline")
	assert.Equal(t, []any{map[string]any{
		"type": "S3", "location": "s3-artifacts-111122223333-dev",
		"encryptionKey": map[string]any{"type": "KMS", "id": deliverytest.KeyArn},
	}}, pipeline.Inputs["artifactStores"])
}

func TestTheSourceIsTheConnectionsAndDetectsNothingItself(t *testing.T) { // R2, R10
	t.Parallel()
	for _, trigger := range []string{"webhook", "connection"} {
		rec := deliverytest.Environment{Settings: map[string]string{"trigger": trigger, "branch": "trunk"}}.Deployed(t)
		source := deliverytest.ActionIn(t,
			deliverytest.StagesOf(rec.Get(t, deliverytest.PipelineType, "pipeline-api-pipeline"))[0])
		assert.Equal(t, map[string]any{
			"name": "Source", "namespace": "Source", "runOrder": 1.0, "version": "1",
			"category": "Source", "owner": "AWS", "provider": "CodeStarSourceConnection",
			"outputArtifacts": []any{"Source"},
			"configuration": map[string]any{
				"ConnectionArn": rec.Kept()["connectionArn"], "FullRepositoryId": "acme/shop", "BranchName": "trunk",
				"OutputArtifactFormat": "CODE_ZIP", "DetectChanges": "false",
			},
		}, source, trigger)
	}
}

func TestBuildAndTestRunTheirProjectsOnTheSource(t *testing.T) { // R3
	t.Parallel()
	stages := deliverytest.StagesOf(deliverytest.Environment{}.Deployed(t).Get(t,
		deliverytest.PipelineType, "pipeline-api-pipeline"))
	assert.Equal(t, map[string]any{
		"name": "Build", "namespace": "Build", "runOrder": 1.0, "version": "1",
		"category": "Build", "owner": "AWS", "provider": "CodeBuild", "inputArtifacts": []any{"Source"},
		"configuration": map[string]any{
			"ProjectName": "codebuild-build-api-dev",
			"EnvironmentVariables": `[{"name":"PIPELINE_EXECUTION_ID","type":"PLAINTEXT",` +
				`"value":"#{codepipeline.PipelineExecutionId}"},` +
				`{"name":"REBUILD","type":"PLAINTEXT","value":"#{variables.REBUILD}"}]`,
		},
	}, deliverytest.ActionIn(t, stages[1]))
	assert.Equal(t, map[string]any{
		"name": "Test", "namespace": "Test", "runOrder": 1.0, "version": "1",
		"category": "Test", "owner": "AWS", "provider": "CodeBuild", "inputArtifacts": []any{"Source"},
		"configuration": map[string]any{
			"ProjectName":          "codebuild-test-api-dev",
			"EnvironmentVariables": `[{"name":"IMAGE_URI","type":"PLAINTEXT","value":"#{Build.IMAGE_URI}"}]`,
		},
	}, deliverytest.ActionIn(t, stages[2]))
}

func TestDeployReleasesTheDigestThatWasTested(t *testing.T) { // R12
	t.Parallel()
	deploy := deliverytest.StagesOf(deliverytest.Environment{TwoAccounts: true}.Deployed(t).Get(t,
		deliverytest.PipelineType, "pipeline-api-pipeline"))[4]
	release := deliverytest.ActionIn(t, deploy)
	configuration := release["configuration"].(map[string]any)
	assert.Equal(t, deliverytest.Object(t, `{
		"deploymentId": "#{codepipeline.PipelineExecutionId}",
		"commit": "#{Source.CommitId}",
		"digest": "#{Build.IMAGE_DIGEST}"
	}`), deliverytest.Object(t, configuration["Input"].(string)))
	delete(configuration, "Input")
	assert.Equal(t, map[string]any{
		"name": "Release", "runOrder": 1.0, "version": "1", "category": "Invoke", "owner": "AWS", "provider": "StepFunctions",
		"configuration": map[string]any{
			"StateMachineArn": "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev", "InputType": "Literal",
		},
	}, release, "in the tooling account: the machine itself reaches into the functions' account")
}

func TestBuildAndTestAreTriedOnceMoreAndNoStageReleasesBehindTheMachine(t *testing.T) { // R12, P4
	t.Parallel()
	again := map[string]any{
		"result":             "RETRY",
		"retryConfiguration": map[string]any{"retryMode": "FAILED_ACTIONS"},
	}
	onFailure := map[string]any{}
	for _, s := range deliverytest.StagesOf(deliverytest.Environment{}.Deployed(t).Get(
		t, deliverytest.PipelineType, "pipeline-api-pipeline",
	)) {
		onFailure[s["name"].(string)] = s["onFailure"]
	}
	assert.Equal(t, map[string]any{
		"Source": nil, "Build": again, "Test": again, "Manual-Approval": nil, "Deploy": nil,
	}, onFailure)
}

func TestExactlyOneThingStartsAPipeline(t *testing.T) { // R10
	t.Parallel()
	paths := map[string]string{"paths": `{"cart": "services/cart/"}`, "services": `["api","cart"]`}
	webhook := deliverytest.Environment{Services: []string{"api", "cart"}, Settings: paths}.Deployed(t)
	paths = map[string]string{
		"services": `{"api": {}, "cart": {"path": "services/cart", "paths": ["go.mod", "shared/"]}}`, "trigger": "connection",
	}
	connection := deliverytest.Environment{Services: []string{"api", "cart"}, Settings: paths}.Deployed(t)
	for _, s := range []string{"api", "cart"} {
		assert.NotContains(t, webhook.Get(t, deliverytest.PipelineType, "pipeline-"+s+"-pipeline").Inputs, "triggers")
		assert.Equal(t, "ENABLED", webhook.Get(t, "cloudwatch/eventRule:EventRule", "trigger-"+s+"-rule").Inputs["state"])
		assert.Equal(t, "DISABLED", connection.Get(t, "cloudwatch/eventRule:EventRule", "trigger-"+s+"-rule").Inputs["state"])
	}
	trigger := func(push map[string]any) any {
		return []any{map[string]any{
			"providerType":     "CodeStarSourceConnection",
			"gitConfiguration": map[string]any{"sourceActionName": "Source", "pushes": []any{push}},
		}}
	}
	assert.Equal(t, trigger(map[string]any{"branches": map[string]any{"includes": []any{"main"}}}),
		connection.Get(t, deliverytest.PipelineType, "pipeline-api-pipeline").Inputs["triggers"])
	assert.Equal(t, trigger(map[string]any{
		"branches":  map[string]any{"includes": []any{"main"}},
		"filePaths": map[string]any{"includes": []any{"services/cart/**", "go.mod", "go.mod/**", "shared/**"}},
	}), connection.Get(t, deliverytest.PipelineType, "pipeline-cart-pipeline").Inputs["triggers"])
}
