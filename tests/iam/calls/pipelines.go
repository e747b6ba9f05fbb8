package calls

import (
	"fmt"

	"slipway/tests/harness"
	"slipway/tests/iam/deployed"
	"slipway/tests/iam/policy"
)

// pipelines are the calls of CodePipeline with each pipeline's role.
func (l *list) pipelines() {
	for _, p := range l.Of("aws:codepipeline/pipeline:Pipeline") {
		role, by := p.Text("roleArn"), p.Text("name")
		l.assume(by, "codepipeline.amazonaws.com", role, p.Text("arn"), l.Own)
		l.artifacts(by, role, p)
		for i := range deployed.List(p, "stages") {
			for j := range deployed.List(p, "stages", i, "actions") {
				l.action(by, role, p, i, j)
			}
		}
	}
}

// artifacts are the calls on the artifact store: those of the service role that
// CodePipeline makes (CodePipeline User Guide, how-to-custom-role) as far as they
// concern neither tags nor ACLs, and its use of the store's key
// (pipelines-create-cross-account).
func (l *list) artifacts(by, role string, p harness.Resource) {
	bucket := "arn:aws:s3:::" + deployed.Text(p, "artifactStores", 0, "location")
	key := deployed.Text(p, "artifactStores", 0, "encryptionKey", "id")
	l.add(by, role, bucket, nil, "s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning")
	l.add(by, role, bucket+"/"+by+"/Source/one", nil, "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject")
	if !managed(key) {
		l.add(by, role, key, via("s3"), "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
			"kms:ReEncryptFrom", "kms:ReEncryptTo")
	}
}

// action are the calls of one action, by its provider (CodePipeline User Guide,
// action-reference-<provider>).
func (l *list) action(by, role string, p harness.Resource, stage, index int) {
	at := func(path ...any) string {
		return deployed.Text(p, append([]any{"stages", stage, "actions", index}, path...)...)
	}
	by += " action " + at("name")
	switch provider := at("provider"); provider {
	case "CodeStarSourceConnection":
		connection, repository := at("configuration", "ConnectionArn"), at("configuration", "FullRepositoryId")
		for _, service := range []string{"codeconnections", "codestar-connections"} {
			l.add(by, role, connection, policy.Context{}.With(service+":FullRepositoryId", repository), service+":UseConnection")
			l.add(by, role, connection, nil, service+":UseConnection")
		}
	case "CodeBuild":
		project := l.Must("aws:codebuild/project:Project", "name", at("configuration", "ProjectName"))
		l.add(by, role, project.Text("arn"), nil, "codebuild:StartBuild", "codebuild:BatchGetBuilds")
	case "Manual":
		topic := at("configuration", "NotificationArn")
		if topic == "" { // nobody is asked
			return
		}
		l.add(by, role, topic, nil, "sns:Publish")
		key := l.Must("aws:sns/topic:Topic", "arn", topic).Text("kmsMasterKeyId")
		l.add(by, role, key, via("sns"), "kms:Decrypt", "kms:GenerateDataKey") // SNS Developer Guide, sns-key-management
	case "StepFunctions":
		machine := l.Must("aws:sfn/stateMachine:StateMachine", "arn", at("configuration", "StateMachineArn"))
		l.add(by, role, machine.Text("arn"), nil, "states:DescribeStateMachine", "states:StartExecution")
		l.add(by, role, arn("states", l.Own, "execution:"+machine.Text("name")+":one"), nil, "states:DescribeExecution")
	default:
		panic(fmt.Sprintf("the calls of action provider %q are not listed", provider))
	}
}
