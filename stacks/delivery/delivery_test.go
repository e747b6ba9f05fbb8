package delivery_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

func TestTheLayerPromisesWhatAPersonAsksFor(t *testing.T) { // R11
	t.Parallel()
	out := deliverytest.Environment{}.Deployed(t).Kept()
	secret, url := out["webhookSecretArn"].(string), out["webhookUrl"].(string)
	assert.Regexp(t, `^arn:aws:secretsmanager:us-east-1:111122223333:secret:secret-webhook-dev-`, secret)
	assert.Regexp(t, `^https://[0-9a-f]+\.execute-api\.us-east-1\.amazonaws\.com/github$`, url)
	delete(out, "webhookSecretArn")
	delete(out, "webhookUrl")
	connection := out["connectionArn"].(string)
	assert.Regexp(t, `^arn:aws:codestar-connections:us-east-1:111122223333:connection/`, connection)
	delete(out, "connectionArn")
	assert.Equal(t, map[string]any{
		"contractVersion": "3",
		"busName":         "bus-github-dev",
		"deadLettersUrl":  "https://sqs.us-east-1.amazonaws.com/111122223333/queue-deadletters-dev",
		"recorderArn":     "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-recorder-dev",
		"historyTable":    "table-deployments-dev",
		"dashboardUrl": "https://us-east-1.console.aws.amazon.com/cloudwatch/home?" +
			"region=us-east-1#dashboards/dashboard/dashboard-delivery-dev",
		"api.pipelineName": "pipeline-api-dev",
		"api.pipelineArn":  "arn:aws:codepipeline:us-east-1:111122223333:pipeline-api-dev",
		"api.pipelineUrl": "https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/pipeline-api-dev/" +
			"view?region=us-east-1",
		"api.repositoryUri": "111122223333.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev",
		"api.functionArn":   "arn:aws:lambda:us-east-1:111122223333:function:lambda-api-dev",
		"api.releaseArn":    "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-release-api-dev",
	}, out)
}

func TestAServiceMoreOrLessLeavesTheOthersUntouched(t *testing.T) { // R14
	t.Parallel()
	for _, twoAccounts := range []bool{false, true} {
		three := deliverytest.InputsOf(deliverytest.Environment{
			Services:    []string{"api", "cart", "checkout"},
			TwoAccounts: twoAccounts,
		}.Deployed(t))
		two := deliverytest.InputsOf(deliverytest.Environment{
			Services:    []string{"api", "checkout"},
			TwoAccounts: twoAccounts,
		}.Deployed(t))
		for key, inputs := range two {
			if listsServices(key) {
				continue
			}
			assert.Equal(t, inputs, three[key], key)
		}
		for key := range three {
			if _, there := two[key]; !there {
				assert.Contains(t, key, "-cart", "only the service's own resources come")
			}
		}
	}
}

// listsServices reports whether a resource is one of those that list or count all services.
func listsServices(key string) bool {
	return slices.ContainsFunc([]string{
		"cloudwatch/dashboard:Dashboard", "cloudwatch/queryDefinition:QueryDefinition", " pushes-target",
	}, func(part string) bool { return strings.Contains(key, part) })
}

func TestEveryServiceHasTheSameParts(t *testing.T) { // R14
	t.Parallel()
	rec := deliverytest.Environment{Services: []string{"orders", "cart"}}.Deployed(t)
	parts := func(service string) []string {
		var all []string
		for _, id := range deliverytest.Identities(rec) {
			if strings.Contains(id, "-"+service) {
				all = append(all, strings.ReplaceAll(id, service, "*"))
			}
		}
		return all
	}
	assert.Equal(t, parts("orders"), parts("cart"))
	assert.Greater(t, len(parts("cart")), 30)
}

func TestAPreviewShowsWhatTheUpdateMakes(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]map[string]string{"webhook": nil, "connection": {"trigger": "connection"}} {
		for _, twoAccounts := range []bool{false, true} {
			e := deliverytest.Environment{TwoAccounts: twoAccounts, Settings: settings}
			updated := e.Deployed(t)
			e.DryRun = true
			assert.Equal(t, deliverytest.Identities(updated), deliverytest.Identities(e.Deployed(t)), name)
		}
	}
}

func TestOnlyTheWebhookTriggerHasAWebhook(t *testing.T) { // R10
	t.Parallel()
	webhook := deliverytest.Environment{}.Deployed(t)
	connection := deliverytest.Environment{Settings: map[string]string{"trigger": "connection"}}.Deployed(t)
	var gone []string
	for _, id := range deliverytest.Identities(webhook) {
		if !slices.Contains(deliverytest.Identities(connection), id) {
			gone = append(gone, id)
		}
	}
	for _, id := range gone {
		assert.Regexp(t, "webhook|[: ]pushes", id)
	}
	assert.Len(t, connection.Of("lambda/function:Function"), 0)
	assert.Equal(t, "", connection.Kept()["webhookUrl"])
	assert.Equal(t, "", connection.Kept()["webhookSecretArn"])
	assert.Equal(t, "bus-github-dev", connection.Kept()["busName"])
}

func TestWhatMustBeBesideTheFunctionsIsInTheirAccount(t *testing.T) { // R9
	t.Parallel()
	rec := deliverytest.Environment{Services: []string{"api"}, TwoAccounts: true}.Deployed(t)
	var there []string
	for _, x := range rec.All() {
		if !x.Custom || strings.HasPrefix(x.Type, "pulumi:") {
			continue
		}
		assert.Contains(t, []string{"aws", "aws-target"}, x.Provider, "%s has an explicit provider", x.Name)
		if x.Account == deliverytest.TargetAccount {
			there = append(there, x.Name)
		}
	}
	slices.Sort(there)
	assert.Equal(t, []string{
		"changes-api-there-rule", "changes-api-there-target",
		"deployments-application", "errors-api-alarm", "forward-role", "forward-role-policy",
		"insights-cold-starts", "insights-errors-by-release", "insights-slowest-requests",
		"overview-functions", "release-api-group", "release-api-shift-policy",
		"release-api-shift-role", "watch-api-alarm",
	}, there)
}

func TestEverythingGoesWithATeardown(t *testing.T) { // R15
	t.Parallel()
	for _, x := range (deliverytest.Environment{}).Deployed(t).All() {
		assert.False(t, x.Protect || x.RetainOnDelete, x.Name)
		if x.Custom && x.Type != "pulumi:pulumi:StackReference" && !strings.HasPrefix(x.Type, "pulumi:providers") {
			assert.NotEmpty(t, x.Parent, "%s belongs to a component", x.Name)
			assert.True(t, strings.HasPrefix(x.Name, x.Parent+"-"), "%s is called after %s", x.Name, x.Parent)
		}
	}
}

func TestEveryFixedNameIsFreeBeforeItIsTakenAgain(t *testing.T) { // R13
	t.Parallel()
	for _, x := range (deliverytest.Environment{}).Deployed(t).All() {
		name, _ := x.Inputs["name"].(string)
		if !x.Custom || !strings.HasSuffix(name, "-dev") || strings.HasSuffix(x.Type, "QueryDefinition") {
			continue
		}
		assert.True(t, x.DeleteBeforeReplace, "%s %s", x.Type, x.Name)
	}
}

func TestServicesAreTagged(t *testing.T) {
	t.Parallel()
	cannot := []string{"aws:iam/rolePolicy:RolePolicy", "aws:cloudwatch/eventTarget:EventTarget"}
	for _, x := range (deliverytest.Environment{Services: []string{"cart"}}).Deployed(t).All() {
		if !x.Custom || !strings.Contains(x.Name, "-cart") || slices.Contains(cannot, x.Type) {
			continue
		}
		assert.Equal(t, map[string]any{"Service": "cart"}, x.Inputs["tags"], "%s %s", x.Type, x.Name)
	}
}

func TestEveryLogGroupEnds(t *testing.T) { // R15, R17, R18
	t.Parallel()
	for days, settings := range map[float64]map[string]string{30: nil, 365: {"logRetentionDays": "365"}} {
		groups := deliverytest.Environment{Settings: settings}.Deployed(t).Of("cloudwatch/logGroup:LogGroup")
		assert.Len(t, groups, 7)
		for _, group := range groups {
			assert.Equal(t, days, group.Inputs["retentionInDays"], group.Name)
			assert.Equal(t, false, group.Inputs["skipDestroy"], group.Name)
		}
	}
}

func TestNoRoleMayMakeALogGroup(t *testing.T) { // R15
	t.Parallel()
	for _, policy := range (deliverytest.Environment{}).Deployed(t).Of("iam/rolePolicy:RolePolicy") {
		text := policy.Inputs["policy"].(string)
		assert.False(t, strings.Contains(text, "logs:CreateLogGroup") || strings.Contains(text, "logs:*"), policy.Name)
	}
}
