package localaws_test

import "testing"

func TestConnectionsAndNotificationsRefuseWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	plantPipeline := func(c client) {
		plant(c)
		c.given(pipelineT, "p", pipeline(stage("Source", source), stage("Build", build)))
	}
	rule := m{"name": "notify-a", "detailType": "FULL", "resource": pipelineARN, "eventTypeIds": list{"codepipeline-pipeline-pipeline-execution-failed"}}
	refused(t, []refusal{
		{
			says:  "a connection name of 33 characters",
			token: connectionT,
			in:    m{"name": "connection-github-000000000000-dev", "providerType": "GitHub"},
			want:  "name: expected length of name to be in the range (1 - 32), got connection-github-000000000000-dev",
		},
		{
			says:  "an unknown provider",
			token: connectionT,
			in:    m{"name": "connection-a", "providerType": "SourceForge"},
			want:  "providerType: expected providerType to be one of [\"Bitbucket\" \"GitHub\" \"GitHubEnterpriseServer\" \"GitLab\" \"GitLabSelfManaged\"], got SourceForge",
		},
		{
			says:  "a connection to nowhere",
			token: connectionT,
			in:    m{"name": "connection-a"},
			want:  "providerType: one of `hostArn,providerType` must be specified, and only one",
		},
		{
			says:  "a notification of an unknown event",
			given: plantPipeline,
			token: notificationT,
			in:    with(rule, m{"eventTypeIds": list{"codepipeline-pipeline-failed"}}),
			want:  "eventTypeIds: codepipeline-pipeline-failed is no event of a pipeline",
		},
		{
			says:  "a notification with an unknown detail",
			given: plantPipeline,
			token: notificationT,
			in:    with(rule, m{"detailType": "SOME"}),
			want:  "detailType: expected detailType to be one of [\"BASIC\" \"FULL\"], got SOME",
		},
		{
			says:  "a notification of a pipeline that is not there",
			token: notificationT,
			in:    rule,
			want:  "creating CodeStar Notification Rule (notify-a): operation error codestar notifications: CreateNotificationRule, api error ResourceNotFoundException: The resource arn:aws:codepipeline:us-east-1:000000000000:pipeline-a does not exist",
		},
		{
			says:  "a second notification rule of the same name",
			given: func(c client) { plantPipeline(c); c.given(notificationT, "first", rule) },
			token: notificationT,
			in:    rule,
			want:  "creating CodeStar Notification Rule (notify-a): operation error codestar notifications: CreateNotificationRule, api error ResourceAlreadyExistsException: A notification rule with the name notify-a already exists in account 000000000000",
		},
		{
			says:  "a notification to a topic that leaves the service out",
			given: func(c client) { plantPipeline(c); c.topic("topic-a", "cloudwatch") },
			token: notificationT,
			in:    with(rule, m{"targets": list{m{"address": topicARN}}}),
			want:  "creating CodeStar Notification Rule (notify-a): refused by the rehearsal, not by AWS: the notification rule notify-a would never be heard: the policy of the topic arn:aws:sns:us-east-1:000000000000:topic-a does not let codestar-notifications.amazonaws.com publish.",
		},
	})
}
