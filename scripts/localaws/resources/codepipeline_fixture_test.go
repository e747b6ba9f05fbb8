package resources_test

import "slipway/scripts/localaws/awstest"

const (
	connectionARN = "arn:aws:codestar-connections:us-east-1:999999999999:connection/c"
	machineARN    = "arn:aws:states:us-east-1:000000000000:stateMachine:machine-a"
)

// action is one action of a pipeline.
func action(name, category, provider string, more m) m {
	return awstest.With(m{"name": name, "category": category, "provider": provider, "owner": "AWS", "version": "1"}, more)
}

func stage(name string, actions ...m) m {
	l := list{}
	for _, a := range actions {
		l = append(l, a)
	}
	return m{"name": name, "actions": l}
}

var (
	source = action("Source", "Source", "CodeStarSourceConnection", m{"outputArtifacts": list{"source"},
		"configuration": m{"ConnectionArn": connectionARN, "FullRepositoryId": "acme/api", "BranchName": "main"}})
	build = action("Build", "Build", "CodeBuild", m{
		"inputArtifacts":  list{"source"},
		"outputArtifacts": list{"image"},
		"configuration":   m{"ProjectName": "project-a"},
	})
)

// pipeline is a pipeline of the given stages.
func pipeline(stages ...m) m {
	l := list{}
	for _, s := range stages {
		l = append(l, s)
	}
	return m{"name": "pipeline-a", "roleArn": awstest.RoleARN("role-pipeline"), "pipelineType": "V2", "stages": l,
		"artifactStores": list{m{"type": "S3", "location": "s3-artifacts"}}}
}

// plant is what a pipeline of source and build needs.
func plant(c awstest.Client) {
	c.Bucket("s3-artifacts")
	c.Role("role-pipeline", "codepipeline")
	project(c, "project-a")
	c.Grant("role-pipeline", "pipeline", "*", "codebuild:StartBuild")
}

func project(c awstest.Client, name string) awstest.Resource {
	return c.Given(awstest.Project, name, m{
		"name":        name,
		"serviceRole": c.Role("role-"+name, "codebuild"),
		"artifacts":   m{"type": "CODEPIPELINE"},
		"source":      m{"type": "CODEPIPELINE"},
		"environment": m{
			"type":        "LINUX_CONTAINER",
			"image":       "aws/codebuild/standard:7.0",
			"computeType": "BUILD_GENERAL1_SMALL",
		},
	})
}
