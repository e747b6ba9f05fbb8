package naming_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

// The names of deployed environments. A changed formula replaces what is deployed, so
// it has to be changed here as well.
var environmentNames = map[string]naming.Name{
	"KeyAlias":                "kms-encryption-dev",
	"HistoryTable":            "table-deployments-dev",
	"Topic":                   "topic-deployments-dev",
	"WatchRule":               "rule-pushes-dev",
	"Chat":                    "chat-deployments-dev",
	"ChatRole":                "role-chat-dev",
	"PackageDomain":           "domain-packages-dev",
	"PackageRepository":       "npm-packages-dev",
	"Connection":              "connection-github-dev",
	"Bus":                     "bus-github-dev",
	"DeadLetters":             "queue-deadletters-dev",
	"Webhook":                 "lambda-webhook-dev",
	"WebhookRole":             "role-webhook-dev",
	"WebhookAPI":              "api-webhook-dev",
	"WebhookSecret":           "secret-webhook-dev",
	"Application":             "codedeploy-services-dev",
	"Recorder":                "sfn-recorder-dev",
	"RecorderRole":            "role-recorder-dev",
	"RecordRole":              "role-record-dev",
	"ChangeBus":               "bus-changes-dev",
	"ForwardRole":             "role-forward-dev",
	"Approver":                "sfn-approve-dev",
	"ApproverRole":            "role-approve-dev",
	"AnswerRole":              "role-answer-dev",
	"ApproverAlarm":           "alarm-approve-dev",
	"PromotionBus":            "bus-promotion-dev",
	"AnnounceRole":            "role-announce-dev",
	"DeadLetterAlarm":         "alarm-deadletters-dev",
	"RecorderAlarm":           "alarm-recorder-dev",
	"Starter":                 "sfn-start-dev",
	"StarterRole":             "role-start-dev",
	"PushRole":                "role-push-dev",
	"StarterAlarm":            "alarm-start-dev",
	"RejectedAlarm":           "alarm-rejected-dev",
	"WebhookAlarm":            "alarm-webhook-dev",
	"Dashboard":               "dashboard-delivery-dev",
	"Queries.BuildFailures":   "query-buildfailures-dev",
	"Queries.SlowRequests":    "query-slowrequests-dev",
	"Queries.ErrorsByRelease": "query-errorsbyrelease-dev",
	"Queries.ColdStarts":      "query-coldstarts-dev",
	"Queries.Approvals":       "query-approvals-dev",
}

// The same for each service, whose name is NAME here.
var namesOfAService = map[string]naming.Name{
	"Repository":       "ecr-NAME-dev",
	"Function":         "lambda-NAME-dev",
	"FunctionRole":     "role-function-NAME-dev",
	"DeployerRole":     "role-deployer-NAME-dev",
	"Pipeline":         "pipeline-NAME-dev",
	"PipelineRole":     "role-pipeline-NAME-dev",
	"Notification":     "notify-pipeline-NAME-dev",
	"Build":            "codebuild-build-NAME-dev",
	"BuildRole":        "role-build-NAME-dev",
	"Test":             "codebuild-test-NAME-dev",
	"TestRole":         "role-test-NAME-dev",
	"TestReports":      "reports-test-NAME-dev",
	"Pulls":            "codebuild-pulls-NAME-dev",
	"PullsRole":        "role-pulls-NAME-dev",
	"PushRule":         "rule-push-NAME-dev",
	"PromotionRule":    "rule-promotion-NAME-dev",
	"AnnounceRule":     "rule-announce-NAME-dev",
	"PromoteRole":      "role-promote-NAME-dev",
	"Release":          "sfn-release-NAME-dev",
	"ReleaseRole":      "role-release-NAME-dev",
	"DeploymentGroup":  "deploygroup-NAME-dev",
	"CodeDeployRole":   "role-codedeploy-NAME-dev",
	"RecordRule":       "rule-pipeline-NAME-dev",
	"ChangeRule":       "rule-change-NAME-dev",
	"ApproveRule":      "rule-approve-NAME-dev",
	"FailureRule":      "rule-failed-NAME-dev",
	"FailureAlarm":     "alarm-failures-NAME-dev",
	"FailedAlarm":      "alarm-failed-NAME-dev",
	"ErrorAlarm":       "alarm-errors-NAME-dev",
	"EntryAlarm":       "alarm-entry-NAME-dev",
	"API":              "api-entry-NAME-dev",
	"ReleaseAlarm":     "alarm-release-NAME-dev",
	"RateAlarm":        "alarm-errorrate-NAME-dev",
	"ThrottleAlarm":    "alarm-throttles-NAME-dev",
	"SpilloverAlarm":   "alarm-spillovers-NAME-dev",
	"DurationAlarm":    "alarm-duration-NAME-dev",
	"EventAlarm":       "alarm-events-NAME-dev",
	"EventQueue":       "queue-events-NAME-dev",
	"UndoRule":         "rule-undo-NAME-dev",
	"UndoRole":         "role-undo-NAME-dev",
	"AbortedAlarm":     "alarm-aborted-NAME-dev",
	"TimedOutAlarm":    "alarm-timedout-NAME-dev",
	"NotRestoredAlarm": "alarm-notrestored-NAME-dev",
}

func TestFor(t *testing.T) {
	t.Parallel()
	t.Run("names everything of an environment by type, purpose and suffix", func(t *testing.T) { // R13
		t.Parallel()
		want := maps.Clone(environmentNames)
		for _, service := range []string{"api", "order-api"} {
			for field, name := range namesOfAService {
				want["Services["+service+"]."+field] = naming.Name(strings.ReplaceAll(name.String(), "NAME", service))
			}
		}
		e := environment(t, "dev", "api", "order-api")
		assert.Equal(t, want, listed(e))
		assert.Equal(t, "dev", e.Suffix.String())
	})
	t.Run("leaves no two resources one name", func(t *testing.T) {
		t.Parallel()
		e := environment(t, "a-b", "api", "build-api", "push-api", "pipeline", "release", "errors-a",
			"a", "deployer", "recorder")
		owners := map[naming.Name]string{}
		for field, name := range listed(e) {
			assert.Empty(t, owners[name], "%s is also %s", field, name)
			owners[name] = field
		}
	})
	t.Run("has a saved query for each twenty services", func(t *testing.T) { // R14 R19
		t.Parallel()
		var names []string
		for i := range 41 {
			names = append(names, fmt.Sprintf("s%d", i))
		}
		assert.Nil(t, environment(t, "dev", names[:20]...).MoreQueries)
		e := environment(t, "dev", names...)
		assert.Equal(t, "query-buildfailures-dev", e.Queries.BuildFailures.String())
		assert.Len(t, e.MoreQueries, 2)
		assert.Equal(t, naming.Queries{
			BuildFailures:   "query-buildfailures-3-dev",
			SlowRequests:    "query-slowrequests-3-dev",
			ErrorsByRelease: "query-errorsbyrelease-3-dev",
			ColdStarts:      "query-coldstarts-3-dev",
		}, e.MoreQueries["3"])
	})
	t.Run("names both owners of a name that two resources would have", func(t *testing.T) {
		t.Parallel()
		_, err := naming.For(suffix(t, "dev"), services(t, "webhook", "api", "api"))
		var fault *naming.Fault
		require.True(t, errors.As(err, &fault))
		lines := strings.Split(err.Error(), "\n")
		assert.Equal(t,
			`Lambda function name "lambda-webhook-dev": both slipway's own "webhook" and service "webhook" would have it; `+
				`give the service another name`, lines[0])
		assert.Equal(t, `ECR repository name "ecr-api-dev": both service "api" and service "api" would have it; `+
			`give the service another name`, lines[1])
		assert.Len(t, lines, 1+len(namesOfAService))
	})
	t.Run("fits the longest parts into every name", func(t *testing.T) {
		t.Parallel()
		e := environment(t, longestSuffix, longestService)
		assert.Equal(t, "role-function-"+longestService+"-"+longestSuffix, e.Services[longestService].FunctionRole.String())
	})
	t.Run("leaves fourteen characters to the suffix, because of the connection", func(t *testing.T) {
		t.Parallel()
		e, err := naming.For(suffix(t, longestSuffix+"e"), services(t, "api"))
		assert.EqualError(t, err, `CodeStar connection name "connection-github-eeeeeeeeeeeeeee": has 33 characters, `+
			`AWS accepts 1 to 32 (CodeConnections API, CreateConnection)`)
		assert.Empty(t, e.Connection)
	})
	t.Run("rejects a name that one AWS service alone does not accept", func(t *testing.T) {
		t.Parallel()
		_, err := naming.For(suffix(t, "a--b"), services(t, "api"))
		assert.EqualError(t, err, `ECR repository name "ecr-api-a--b": does not match ^[a-z0-9]+([._/-][a-z0-9]+)*$ `+
			`(ECR API, CreateRepository)`)
	})
	t.Run("rejects a suffix that was never validated", func(t *testing.T) {
		t.Parallel()
		_, err := naming.For(naming.Suffix{}, nil)
		assert.ErrorContains(t, err, `environment suffix "": 1 to 20 lower-case letters, digits and hyphens`)
	})
}
