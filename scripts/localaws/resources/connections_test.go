package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestConnectionsAndNotificationsRejectWhatAWSRejects(t *testing.T) {
	t.Parallel()
	plantPipeline := func(c awstest.Client) {
		plant(c)
		c.Given(awstest.Pipeline, "p", pipeline(stage("Source", source), stage("Build", build)))
	}
	rule := m{
		"name":         "notify-a",
		"detailType":   "FULL",
		"resource":     pipelineARN,
		"eventTypeIds": list{"codepipeline-pipeline-pipeline-execution-failed"},
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a connection name of 33 characters",
			Token: awstest.Connection,
			In:    m{"name": "connection-github-000000000000-dev", "providerType": "GitHub"},
			Want:  "name: expected length of name to be in the range (1 - 32), got connection-github-000000000000-dev",
		},
		{
			Says:  "an unknown provider",
			Token: awstest.Connection,
			In:    m{"name": "connection-a", "providerType": "SourceForge"},
			Want: "providerType: expected providerType to be one of [\"Bitbucket\" \"GitHub\" \"GitHubEnterpriseServer\" " +
				"\"GitLab\" \"GitLabSelfManaged\"], got SourceForge",
		},
		{
			Says:  "a connection to nowhere",
			Token: awstest.Connection,
			In:    m{"name": "connection-a"},
			Want:  "providerType: one of `hostArn,providerType` must be specified, and only one",
		},
		{
			Says:  "a notification of an unknown event",
			Given: plantPipeline,
			Token: awstest.Notification,
			In:    awstest.With(rule, m{"eventTypeIds": list{"codepipeline-pipeline-failed"}}),
			Want:  "eventTypeIds: codepipeline-pipeline-failed is no event of a pipeline",
		},
		{
			Says:  "a notification with an unknown detail",
			Given: plantPipeline,
			Token: awstest.Notification,
			In:    awstest.With(rule, m{"detailType": "SOME"}),
			Want:  "detailType: expected detailType to be one of [\"BASIC\" \"FULL\"], got SOME",
		},
		{
			Says:  "a notification of a pipeline that is not there",
			Token: awstest.Notification,
			In:    rule,
			Want: "creating CodeStar Notification Rule (notify-a): operation error codestar notifications: " +
				"CreateNotificationRule, api error ResourceNotFoundException: " +
				"The resource arn:aws:codepipeline:us-east-1:000000000000:pipeline-a does not exist",
		},
		{
			Says:  "a second notification rule of the same name",
			Given: func(c awstest.Client) { plantPipeline(c); c.Given(awstest.Notification, "first", rule) },
			Token: awstest.Notification,
			In:    rule,
			Want: "creating CodeStar Notification Rule (notify-a): operation error codestar notifications: " +
				"CreateNotificationRule, api error ResourceAlreadyExistsException: A notification rule with the name notify-a " +
				"already exists in account 000000000000",
		},
		{
			Says:  "a notification to a topic that leaves the service out",
			Given: func(c awstest.Client) { plantPipeline(c); c.Topic("topic-a", "cloudwatch") },
			Token: awstest.Notification,
			In:    awstest.With(rule, m{"targets": list{m{"address": awstest.TopicARN}}}),
			Want: "creating CodeStar Notification Rule (notify-a): rejected by the simulated AWS, not by AWS: the " +
				"notification rule notify-a would never be heard: the policy of the topic " +
				"arn:aws:sns:us-east-1:000000000000:topic-a does not let codestar-notifications.amazonaws.com publish.",
		},
	})
}
