package delivery_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery"
	"slipway/stacks/delivery/deliverytest"
)

func TestServiceSettings(t *testing.T) {
	t.Parallel()
	t.Run("R14 are those of each service's builds, releases and pipeline", func(t *testing.T) {
		t.Parallel()
		rec := deliverytest.Environment{
			Services: []string{"api", "cart"},
			Settings: map[string]string{
				"services": `{"api": {"path": "services/api", "release": "linear", "scanSeverity": "LOW",
					"approvalTimeoutMinutes": 60, "executionMode": "queued",
					"logRetentionDays": 365, "releaseErrorPercent": 7, "bakeMinutes": 45,
					"rollbackAlarms": ["checkout"]}, "cart": {}}`,
				"paths":        `{"cart": "services/cart"}`,
				"scanSeverity": "HIGH",
			},
		}.Deployed(t)
		text := func(typ, name string) string {
			all, err := json.Marshal(rec.Get(t, typ, name).Inputs)
			require.NoError(t, err)
			return string(all)
		}
		const group, pipeline = "codedeploy/deploymentGroup:DeploymentGroup", "codepipeline/pipeline:Pipeline"
		assert.Contains(t, text(group, "release-api-group"), "CodeDeployDefault.LambdaLinear10PercentEvery1Minute")
		assert.Contains(t, text(group, "release-cart-group"), "CodeDeployDefault.LambdaCanary10Percent5Minutes")
		assert.Contains(t, text(pipeline, "pipeline-api-pipeline"), `"timeoutInMinutes":60`)
		assert.Contains(t, text(pipeline, "pipeline-api-pipeline"), `"executionMode":"QUEUED"`)
		assert.Contains(t, text(pipeline, "pipeline-cart-pipeline"), `"executionMode":"SUPERSEDED"`)
		assert.NotContains(t, text(pipeline, "pipeline-cart-pipeline"), `"timeoutInMinutes":60`)
		assert.Contains(t, text(group, "release-api-group"), `["alarm-errors-api-dev","alarm-release-api-dev","checkout"]`)
		assert.Contains(t, text(group, "release-cart-group"), `["alarm-errors-cart-dev","alarm-release-cart-dev"]`)
		const alarm = "cloudwatch/metricAlarm:MetricAlarm"
		assert.Contains(t, text(alarm, "watch-api-alarm"), "7 * requests")
		assert.Contains(t, text(alarm, "errors-api-alarm"), "in the 45 minutes after")
		const project = "codebuild/project:Project"
		assert.Contains(t, text(project, "builds-api-build-project"), `"services/api/"`)
		assert.Contains(t, text(project, "builds-api-build-project"), `"LOW"`)
		assert.Contains(t, text(project, "builds-cart-build-project"), `"services/cart/"`)
		assert.Contains(t, text(project, "builds-cart-build-project"), `"HIGH"`)
	})
	t.Run("reject another folder than the object by service", func(t *testing.T) {
		t.Parallel()
		_, err := delivery.LoadConfig(settings{"services": `{"api": {"path": "a"}}`, "paths": `{"api": "b"}`})
		require.EqualError(t, err, `slipway-delivery:services.api.path is "a": not what slipway-delivery:paths has `+
			"for the service; keep one of the two")
	})
}

func TestEntryAlarms(t *testing.T) {
	t.Parallel()
	t.Run("R8 tell when an HTTP API answers with 5xx, where there is one", func(t *testing.T) {
		t.Parallel()
		rec := deliverytest.Environment{
			Services:    []string{"api", "cart", "orders"},
			TwoAccounts: true,
			Settings: map[string]string{
				"services": `{"api": {"http": true}, "cart": {"http": {"type": "url"}}, "orders": {}}`,
			},
		}.Deployed(t)
		var entries []string
		for _, x := range rec.Of("cloudwatch/metricAlarm:MetricAlarm") {
			if x.Inputs["namespace"] == "AWS/ApiGateway" && x.Parent != "shared" {
				entries = append(entries, x.Name)
			}
		}
		assert.Equal(t, []string{"entry-api-alarm"}, entries, "a function URL has no metrics of an API")
		alarm := rec.Get(t, "cloudwatch/metricAlarm:MetricAlarm", "entry-api-alarm")
		assert.Equal(t, deliverytest.TargetAccount, alarm.Account)
		deliverytest.AssertInputs(t, map[string]any{
			"name": "alarm-entry-api-dev",
			"alarmDescription": "The HTTP API of api answered at least 5 calls in five minutes with 5xx. Its access log " +
				"says whether the function answered so, or API Gateway because the function failed, took longer than 30 " +
				"seconds or was throttled.",
			"namespace":               "AWS/ApiGateway",
			"metricName":              "5xx",
			"dimensions":              map[string]any{"ApiId": "id-of-api"},
			"statistic":               "Sum",
			"period":                  300.0,
			"evaluationPeriods":       1.0,
			"datapointsToAlarm":       1.0,
			"comparisonOperator":      "GreaterThanOrEqualToThreshold",
			"threshold":               5.0,
			"treatMissingData":        "notBreaching",
			"actionsEnabled":          true,
			"alarmActions":            []any{deliverytest.TopicArn},
			"okActions":               []any{deliverytest.TopicArn},
			"insufficientDataActions": []any{},
			"tags":                    map[string]any{"Service": "api"},
		}, alarm)
	})
}

func TestEventAlarms(t *testing.T) {
	t.Parallel()
	t.Run("R8 tell of events that a service failed on, where some could be lost", func(t *testing.T) {
		t.Parallel()
		rec := deliverytest.Environment{
			Services:    []string{"api", "cart"},
			TwoAccounts: true,
			Settings: map[string]string{
				"services": `{"api": {"events": {"nightly": {"schedule": "rate(1 day)"}}}, "cart": {"events": {
					"orders": {"queue": "arn:aws:sqs:us-east-1:` + deliverytest.TargetAccount + `:orders"}}}}`,
			},
		}.Deployed(t)
		var watched []string
		for _, x := range rec.Of("cloudwatch/metricAlarm:MetricAlarm") {
			if strings.HasPrefix(x.Name, "events-") {
				watched = append(watched, x.Name)
			}
		}
		assert.Equal(t, []string{"events-api-alarm"}, watched, "a queue has dead letters of its own")
		alarm := rec.Get(t, "cloudwatch/metricAlarm:MetricAlarm", "events-api-alarm")
		assert.Equal(t, deliverytest.TargetAccount, alarm.Account)
		deliverytest.AssertInputs(t, map[string]any{
			"name": "alarm-events-api-dev",
			"alarmDescription": "api failed on an event each time, or an event did not reach it. It is in " +
				"queue-events-api-dev for 14 days, with the reason, and nothing tries it again: see docs/events.md.",
			"namespace":               "AWS/SQS",
			"metricName":              "ApproximateNumberOfMessagesVisible",
			"dimensions":              map[string]any{"QueueName": "queue-events-api-dev"},
			"statistic":               "Maximum",
			"period":                  300.0,
			"evaluationPeriods":       1.0,
			"datapointsToAlarm":       1.0,
			"comparisonOperator":      "GreaterThanOrEqualToThreshold",
			"threshold":               1.0,
			"treatMissingData":        "notBreaching",
			"actionsEnabled":          true,
			"alarmActions":            []any{deliverytest.TopicArn},
			"okActions":               []any{deliverytest.TopicArn},
			"insufficientDataActions": []any{},
			"tags":                    map[string]any{"Service": "api"},
		}, alarm)
	})
}

func TestFilters(t *testing.T) { // R14
	t.Parallel()
	t.Run("are the service's folder, then what else it is built of", func(t *testing.T) {
		t.Parallel()
		c, err := delivery.LoadConfig(settings{
			"services": `{"api": {"path": "services/api", "paths": ["packages/", "go.mod"]}, "cart": {"paths": ["go.mod"]},
				"web": {}}`,
			"paths": `{"cart": "services/cart"}`,
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"services/api/", "packages/", "go.mod"}, c.Filters("api"))
		assert.Equal(t, []string{"services/cart/", "go.mod"}, c.Filters("cart"))
		assert.Empty(t, c.Filters("web"))
	})
	t.Run("are rejected beside no folder", func(t *testing.T) {
		t.Parallel()
		_, err := delivery.LoadConfig(settings{"services": `{"api": {"paths": ["packages/", "go.mod"]}}`})
		require.EqualError(t, err, `slipway-delivery:services.api.paths is "packages/, go.mod": paths beside the `+
			"service's own, and it has no `path`, so every push counts; set that too, or take these out")
	})
}

func TestLoadAlarms(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Environment{
		Services:    []string{"api", "cart"},
		TwoAccounts: true,
		Settings: map[string]string{
			"services": `{"cart": {}, "api": {"alarms":
				{"errors": 20, "errorPercent": 2, "throttles": 1, "spillovers": 10, "p99": 3000}}}`,
		},
	}.Deployed(t)
	input := func(t *testing.T, name, key string) any {
		t.Helper()
		alarm := rec.Get(t, "cloudwatch/metricAlarm:MetricAlarm", name)
		assert.Equal(t, deliverytest.TargetAccount, alarm.Account)
		return alarm.Inputs[key]
	}
	t.Run("R8 count as many errors as are set, and five otherwise", func(t *testing.T) {
		t.Parallel()
		assert.InDelta(t, 20, input(t, "errors-api-alarm", "threshold"), 0)
		assert.InDelta(t, 5, input(t, "errors-cart-alarm", "threshold"), 0)
	})
	t.Run("tell of the share of errors, of throttles and of slow requests to the alias", func(t *testing.T) {
		t.Parallel()
		queries := input(t, "load-api-rate", "metricQueries").([]any)
		assert.Len(t, queries, 3)
		assert.Equal(t, "100 * FILL(errors, 0) / invocations", queries[2].(map[string]any)["expression"])
		assert.Nil(t, input(t, "load-api-rate", "metricName"))
		assert.InDelta(t, 2, input(t, "load-api-rate", "threshold"), 0)
		for name, want := range map[string][]any{
			"load-api-throttles":  {"Throttles", "Sum", nil, 1.0},
			"load-api-spillovers": {"ProvisionedConcurrencySpilloverInvocations", "Sum", nil, 10.0},
			"load-api-duration":   {"Duration", nil, "p99", 3000.0},
		} {
			assert.Equal(t, want, []any{
				input(t, name, "metricName"), input(t, name, "statistic"), input(t, name, "extendedStatistic"),
				input(t, name, "threshold"),
			}, name)
			assert.Equal(t, []any{deliverytest.TopicArn}, input(t, name, "alarmActions"), name)
			dimensions := map[string]any{"FunctionName": "lambda-api-dev", "Resource": "lambda-api-dev:live"}
			if name == "load-api-spillovers" {
				delete(dimensions, "Resource") // of each version that is kept ready
			}
			assert.Equal(t, dimensions, input(t, name, "dimensions"), name)
		}
	})
	t.Run("are not there for a service that asks for none", func(t *testing.T) {
		t.Parallel()
		for _, x := range rec.All() {
			assert.NotContains(t, x.Name, "load-cart")
		}
	})
}
