package observe_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

const queryType = "cloudwatch/queryDefinition:QueryDefinition"

func TestFiveQuestionsHaveASavedAnswer(t *testing.T) { // R19
	t.Parallel()
	rec := deliverytest.Environment{Services: []string{"api", "cart"}, TwoAccounts: true}.Deployed(t)
	builds := []any{
		"/aws/codebuild/codebuild-build-api-dev", "/aws/codebuild/codebuild-test-api-dev",
		"/aws/codebuild/codebuild-build-cart-dev", "/aws/codebuild/codebuild-test-cart-dev",
	}
	functions := []any{"/aws/lambda/lambda-api-dev", "/aws/lambda/lambda-cart-dev"}
	for name, want := range map[string]struct {
		account string
		inputs  map[string]any
	}{
		"insights-why-did-the-build-fail": {pulumitest.Account, map[string]any{
			"name": "query-buildfailures-dev", "logGroupNames": builds,
			"queryString": "fields @timestamp, @log, @logStream, @message\n" +
				"| filter @message like /^slipway: / or @message like /Phase context status code: [A-Z_]*ERROR/\n" +
				"| sort @timestamp desc\n| limit 100",
		}},
		"insights-slowest-requests": {deliverytest.TargetAccount, map[string]any{
			"name": "query-slowrequests-dev", "logGroupNames": functions,
			"queryString": "filter @type = \"REPORT\" or type = \"platform.report\"\n" +
				"| fields @timestamp, @log, coalesce(@requestId, record.requestId) as request, " +
				"coalesce(@duration, record.metrics.durationMs) as ms, " +
				"coalesce(@initDuration, record.metrics.initDurationMs) as initMs, " +
				"coalesce(@maxMemoryUsed / 1000000, record.metrics.maxMemoryUsedMB) as usedMB\n" +
				"| sort ms desc\n| limit 25",
		}},
		"insights-errors-by-release": {deliverytest.TargetAccount, map[string]any{
			"name": "query-errorsbyrelease-dev", "logGroupNames": functions,
			"queryString": `parse @logStream /\[(?<version>[^\]]+)\]/` + "\n" +
				`| filter @message like /\bERROR\b/ or @message like /Task timed out/ or @message like /Runtime exited/ ` +
				`or record.status in ["error", "failure", "timeout"]` + "\n" +
				"| stats count(*) as errors, max(@timestamp) as latest by @log, version, bin(5m) as time\n| sort time desc",
		}},
		"insights-cold-starts": {deliverytest.TargetAccount, map[string]any{
			"name": "query-coldstarts-dev", "logGroupNames": functions,
			"queryString": "filter @type = \"REPORT\" or type = \"platform.report\"\n" +
				"| fields coalesce(@initDuration, record.metrics.initDurationMs) as initMs\n" +
				"| stats count(*) as requests, count(initMs) as coldStarts, avg(initMs) as averageMs, " +
				"max(initMs) as slowestMs by @log, bin(1h) as time\n" +
				"| sort time desc",
		}},
		"insights-who-approved": {pulumitest.Account, map[string]any{
			"name": "query-approvals-dev", "logGroupNames": []any{"/aws/vendedlogs/states/sfn-recorder-dev"},
			"queryString": `filter type = "ExecutionStarted" and details.input like /"category":\s*"Approval"/` + "\n" +
				`| parse details.input /"service":\s*"(?<service>[^"]*)"/` + "\n" +
				`| parse details.input /"execution-id":\s*"(?<deployment>[^"]*)"/` + "\n" +
				`| parse details.input /"state":\s*"(?<state>[^"]*)"/` + "\n" +
				`| parse details.input /"external-execution-summary":\s*"(?<summary>[^"]*)"/` + "\n" +
				"| display @timestamp, service, state, summary, deployment\n| sort @timestamp desc\n| limit 100",
		}},
	} {
		query := rec.Get(t, queryType, name)
		deliverytest.AssertInputs(t, want.inputs, query)
		assert.Equal(t, want.account, query.Account, "%s is where its logs are", name)
	}
	assert.Len(t, rec.Of(queryType), 5)
}

// CloudWatch Logs takes 50 log groups for a query.
func TestQueriesAreDividedWhenThereAreManyServices(t *testing.T) { // R14 R19
	t.Parallel()
	rec := deliverytest.Environment{Services: many(41)}.Deployed(t)
	for name, want := range map[string]int{
		"insights-why-did-the-build-fail":   40,
		"insights-why-did-the-build-fail-2": 40,
		"insights-why-did-the-build-fail-3": 2,
		"insights-cold-starts":              20,
		"insights-cold-starts-2":            20,
		"insights-cold-starts-3":            1,
		"insights-who-approved":             1,
	} {
		assert.Len(t, rec.Get(t, queryType, name).Inputs["logGroupNames"], want, name)
	}
	assert.Len(t, rec.Of(queryType), 3*4+1)
	assert.Equal(t, []any{"/aws/lambda/lambda-s40-dev"},
		rec.Get(t, queryType, "insights-errors-by-release-3").Inputs["logGroupNames"])
}

// many are the names of n services.
func many(n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprintf("s%d", i))
	}
	return names
}

// What CodePipeline sends for an approval, as the recorder is started with it.
const approvedEvent = `{"service":"api","event":{"detail-type":"CodePipeline Action Execution State Change",` +
	`"detail":{"pipeline":"pipeline-api-dev","execution-id":"01234567-0123-0123-0123-012345678901",` +
	`"stage":"Manual-Approval","action":"Approve",` +
	`"state":"SUCCEEDED","type":{"owner":"AWS","provider":"Manual","category":"Approval","version":"1"},` +
	`"execution-result":{"external-execution-summary":"Approved by arn:aws:sts::111122223333:assumed-role/Ops/kim"}}}}`

func TestWhoApprovedIsReadOutOfTheRecordersInput(t *testing.T) { // R6
	t.Parallel()
	query := deliverytest.Environment{}.Deployed(t).Get(t, queryType,
		"insights-who-approved").Inputs["queryString"].(string)
	found := map[string]string{}
	for _, parse := range regexp.MustCompile(`parse details\.input /(.*)/`).FindAllStringSubmatch(query, -1) {
		pattern, err := regexp.Compile(parse[1])
		require.NoError(t, err)
		match := pattern.FindStringSubmatch(approvedEvent)
		require.NotNil(t, match, parse[1])
		found[pattern.SubexpNames()[1]] = match[1]
	}
	assert.Equal(t, map[string]string{
		"service": "api", "deployment": "01234567-0123-0123-0123-012345678901", "state": "SUCCEEDED",
		"summary": "Approved by arn:aws:sts::111122223333:assumed-role/Ops/kim",
	}, found)
	assert.Regexp(t, regexp.MustCompile(`"category":\s*"Approval"`), approvedEvent)
}
