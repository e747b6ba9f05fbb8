package pipeline

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codepipeline"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/contract"
)

// The stages of a pipeline in their order (R1), and the actions in them. The
// command and the state machines know them by these names.
const (
	sourceStage                   = "Source"
	buildStage, buildAction       = contract.BuildStage, "Build"
	testStage, testAction         = contract.TestStage, "Test"
	approvalStage, approvalAction = contract.ApprovalStage, contract.ApprovalAction
	deployStage, releaseAction    = contract.DeployStage, "Release"
)

// sourceArtifact is the repository's content at the commit: the only thing that
// passes from stage to stage as a file. The image passes by its digest.
const sourceArtifact = "Source"

// stages are the five stages. What follows Build uses the digest that Build
// exports, never a tag. No stage rolls back by itself: CodePipeline would run a second
// release, of the last digest it knows, which may be one that was taken back (CodePipeline
// user guide, stage-rollback). The release machine undoes what it did (R12). Build and Test
// change nothing in production: CodePipeline tries them once more.
func (args PipelineArgs) stages() codepipeline.PipelineStageArray {
	return codepipeline.PipelineStageArray{
		stage(sourceStage, args.source()),
		twice(stage(buildStage,
			codeBuild(buildAction, "Build", args.Builds.BuildName,
				given("PIPELINE_EXECUTION_ID", "#{codepipeline.PipelineExecutionId}"),
				given(contract.RebuildVariable, "#{variables."+contract.RebuildVariable+"}")))),
		twice(stage(testStage,
			codeBuild(testAction, "Test", args.Builds.TestName, given("IMAGE_URI", "#{Build.IMAGE_URI}")))),
		stage(approvalStage, args.approval()),
		stage(deployStage, args.release()),
	}
}

func stage(name string, action codepipeline.PipelineStageActionArgs) codepipeline.PipelineStageArgs {
	action.Version = pulumi.String("1")
	action.RunOrder = pulumi.Int(1)
	return codepipeline.PipelineStageArgs{
		Name:    pulumi.String(name),
		Actions: codepipeline.PipelineStageActionArray{action},
	}
}

// twice has CodePipeline try a stage that failed once more, at once: one retry is all that
// it does by itself (CodePipeline user guide, stage-retry).
func twice(of codepipeline.PipelineStageArgs) codepipeline.PipelineStageArgs {
	of.OnFailure = codepipeline.PipelineStageOnFailureArgs{
		Result: pulumi.String("RETRY"),
		RetryConfiguration: codepipeline.PipelineStageOnFailureRetryConfigurationArgs{
			RetryMode: pulumi.String("FAILED_ACTIONS"),
		},
	}
	return of
}

// source fetches the commit. Detecting changes is left to the trigger, whichever
// it is: a trigger with filters turns this off by itself (CodePipeline user
// guide, pipelines-triggers).
func (args PipelineArgs) source() codepipeline.PipelineStageActionArgs {
	return codepipeline.PipelineStageActionArgs{
		Name:      pulumi.String(contract.SourceAction),
		Namespace: pulumi.String("Source"),
		Category:  pulumi.String("Source"),
		Owner:     pulumi.String("AWS"),
		Provider:  pulumi.String("CodeStarSourceConnection"),
		Configuration: pulumi.StringMap{
			"ConnectionArn":        args.Connection.Arn,
			"FullRepositoryId":     pulumi.String(args.Repository),
			"BranchName":           pulumi.String(args.Branch),
			"OutputArtifactFormat": pulumi.String("CODE_ZIP"),
			"DetectChanges":        pulumi.String("false"),
		},
		OutputArtifacts: pulumi.ToStringArray([]string{sourceArtifact}),
	}
}

// given is a variable that the pipeline gives to a build.
func given(name, value string) map[string]string {
	return map[string]string{"name": name, "value": value, "type": "PLAINTEXT"}
}

// codeBuild runs a project on the source, with what the pipeline gives it, and exports
// the build's variables under the action's name.
func codeBuild(
	action, category string, project pulumi.StringOutput, variables ...map[string]string,
) codepipeline.PipelineStageActionArgs {
	return codepipeline.PipelineStageActionArgs{
		Name:      pulumi.String(action),
		Namespace: pulumi.String(action),
		Category:  pulumi.String(category),
		Owner:     pulumi.String("AWS"),
		Provider:  pulumi.String("CodeBuild"),
		Configuration: pulumi.StringMap{
			"ProjectName":          project,
			"EnvironmentVariables": pulumi.JSONMarshal(variables),
		},
		InputArtifacts: pulumi.ToStringArray([]string{sourceArtifact}),
	}
}

// release runs the state machine and waits for its end: a failed execution is a
// failed stage.
func (args PipelineArgs) release() codepipeline.PipelineStageActionArgs {
	return codepipeline.PipelineStageActionArgs{
		Name:     pulumi.String(releaseAction),
		Category: pulumi.String("Invoke"),
		Owner:    pulumi.String("AWS"),
		Provider: pulumi.String("StepFunctions"),
		Configuration: pulumi.StringMap{
			"StateMachineArn": args.Release.Arn,
			"InputType":       pulumi.String("Literal"),
			"Input": pulumi.JSONMarshal(map[string]string{
				"deploymentId": "#{codepipeline.PipelineExecutionId}",
				"commit":       "#{Source.CommitId}",
				"digest":       "#{Build.IMAGE_DIGEST}",
			}),
		},
	}
}
