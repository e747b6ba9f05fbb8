package calls

import (
	"strings"

	"slipway/stacks/delivery/buildspecs/buildspecstest"
	"slipway/tests/harness"
	"slipway/tests/iam/deployed"
	"slipway/tests/iam/policy"
)

// builds are the calls of CodeBuild with each project's role: those of the
// service itself, and those of the commands in the buildspec.
func (l *list) builds() {
	for _, p := range l.Of("aws:codebuild/project:Project") {
		role, by := p.Text("serviceRole"), p.Text("name")
		l.assume(by, "codebuild.amazonaws.com", role, p.Text("arn"), l.Own)
		l.logs(by, role, l.Own, deployed.Text(p, "logsConfig", "cloudwatchLogs", "groupName"))
		l.source(by, role, p)
		l.cache(by, role, p)
		l.commands(by, role, p)
	}
}

// source are the calls that fetch the input artifact (CodeBuild User Guide,
// setting-up-service-role), and the use of the project's key (setting-up-kms).
func (l *list) source(by, role string, p harness.Resource) {
	if deployed.Text(p, "source", "type") == "GITHUB" {
		l.repository(by, role, p)
		return
	}
	pipeline := l.pipelineOf(p)
	bucket := "arn:aws:s3:::" + deployed.Text(pipeline, "artifactStores", 0, "location")
	l.add(by, role, bucket, nil, "s3:GetBucketAcl", "s3:GetBucketLocation")
	l.add(by, role, bucket+"/"+pipeline.Text("name")+"/Source/one", nil, "s3:GetObject", "s3:GetObjectVersion")
	if key := p.Text("encryptionKey"); !managed(key) {
		l.add(by, role, key, via("s3"), "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey")
	}
}

// managed tells whether a key is the one that AWS manages for S3. Its own policy lets in
// whoever may use the bucket (AWS KMS Developer Guide, concepts).
func managed(key string) bool { return key == "" || strings.HasSuffix(key, ":alias/aws/s3") }

// repository are the calls that fetch a repository through a connection (CodeBuild User
// Guide, connections-github-app).
func (l *list) repository(by, role string, p harness.Resource) {
	location := strings.TrimPrefix(deployed.Text(p, "source", "location"), "https://github.com/")
	for _, service := range []string{"codeconnections", "codestar-connections"} {
		connection := deployed.Text(p, "source", "auth", "resource")
		l.add(by, role, connection, nil, service+":GetConnection", service+":GetConnectionToken")
		l.add(by, role, connection, policy.Context{}.With(service+":FullRepositoryId",
			strings.TrimSuffix(location, ".git")), service+":UseConnection")
	}
}

// cache are the calls that keep a project's cache in S3 (CodeBuild User Guide,
// setting-up-service-role, the statements for a bucket).
func (l *list) cache(by, role string, p harness.Resource) {
	if deployed.Text(p, "cache", "type") != "S3" {
		return
	}
	location := deployed.Text(p, "cache", "location")
	bucket, _, _ := strings.Cut(location, "/")
	l.add(by, role, "arn:aws:s3:::"+bucket, nil, "s3:GetBucketAcl", "s3:GetBucketLocation")
	l.add(by, role, "arn:aws:s3:::"+location+"/one", nil, "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject")
}

// pipelineOf is the pipeline that runs the project.
func (l *list) pipelineOf(project harness.Resource) harness.Resource {
	for _, p := range l.Of("aws:codepipeline/pipeline:Pipeline") {
		for i := range deployed.List(p, "stages") {
			if deployed.Text(p, "stages", i, "actions", 0, "configuration", "ProjectName") == project.Text("name") {
				return p
			}
		}
	}
	panic("no pipeline runs " + project.Text("name"))
}

// variables are the environment variables of a project.
func variables(p harness.Resource) map[string]string {
	all := map[string]string{}
	for i := range deployed.List(p, "environment", "environmentVariables") {
		at := func(name string) string { return deployed.Text(p, "environment", "environmentVariables", i, name) }
		all[at("name")] = at("value")
	}
	return all
}

// commands are the calls of the buildspec's commands.
func (l *list) commands(by, role string, p harness.Resource) {
	for _, command := range commandsIn(buildspecstest.Unpacked(deployed.Text(p, "source", "buildspec"))) {
		makes, known := commandCalls[command]
		if !known {
			panic("the calls of the command " + command + " are not listed")
		}
		makes(l, by+" command "+command, role, p, variables(p))
	}
}
