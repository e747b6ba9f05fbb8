package delivery_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

// errDenied is what AWS answers for a resource that is refused.
var errDenied = errors.New("AccessDenied: no")

// refusals is what each resource's refusal is called, for the parts that no test
// of their own refuses.
var refusals = map[string]string{
	"connection":        "create GitHub connection",
	"connection-github": "create connection connection-github-dev",

	"builds-api":               "create builds of service api",
	"builds-api-reports":       "create report group reports-test-api-dev",
	"builds-api-build-logs":    "create log group of codebuild-build-api-dev",
	"builds-api-build-role":    "create role role-build-api-dev",
	"builds-api-build-project": "create build project codebuild-build-api-dev",
	"builds-api-test-logs":     "create log group of codebuild-test-api-dev",
	"builds-api-test-role":     "create role role-test-api-dev",
	"builds-api-test-project":  "create build project codebuild-test-api-dev",

	"errors-api":            "create error alarm of service api",
	"errors-api-alarm":      "create alarm alarm-errors-api-dev",
	"alarms-api":            "create pipeline alarms of service api",
	"alarms-api-rule":       "create rule rule-failed-api-dev",
	"alarms-api-metric":     "create alarm alarm-failures-api-dev",
	"alarms-api-events":     "create alarm alarm-failed-api-dev",
	"plumbing":              "create plumbing alarms",
	"plumbing-recorder":     "create alarm alarm-recorder-dev",
	"plumbing-webhook":      "create alarm alarm-webhook-dev",
	"plumbing-dead-letters": "create alarm alarm-deadletters-dev",

	"pipeline-api":             "create pipeline of service api",
	"pipeline-api-role":        "create role role-pipeline-api-dev",
	"pipeline-api-role-policy": "create policy of role role-pipeline-api-dev",
	"pipeline-api-pipeline":    "create pipeline pipeline-api-dev",
	"notify-api":               "create notifications of service api",
	"notify-api-rule":          "create notification rule notify-pipeline-api-dev",

	"insights":                        "create saved queries",
	"insights-why-did-the-build-fail": "save query query-buildfailures-dev",
	"overview":                        "create dashboards",
	"overview-dashboard":              "create dashboard dashboard-delivery-dev in account 111122223333",
	"overview-functions":              "create dashboard dashboard-delivery-dev in account 444455556666",

	// The parts with tests of their own, once each: the layer passes them on.
	"push":        "create push bus",
	"webhook":     "create webhook",
	"recorder":    "create recorder",
	"deployments": "create deployments",
	"release-api": "create release of service api",
	"record-api":  "create record of service api",
	"trigger-api": "create trigger of service api",
}

func TestARefusalNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	for name, text := range refusals {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rec := environment{twoAccounts: true, refuse: pulumitest.RefuseNamed(name, errDenied)}.deploy()
			assert.ErrorContains(t, rec.Err, text+": AccessDenied: no")
		})
	}
}
