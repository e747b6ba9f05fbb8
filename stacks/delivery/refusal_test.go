package delivery_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
)

// errDenied is what AWS answers for a resource that is rejected.
var errDenied = errors.New("AccessDenied: no")

// refusals is what each resource's refusal is called, for the parts that no test
// of their own rejects.
var refusals = map[string]string{
	"connection":        "register component connection",
	"connection-github": "create connection connection-github-dev",

	"builds-api":               "register component builds-api",
	"builds-api-reports":       "create report group reports-test-api-dev",
	"builds-api-build-logs":    "create log group /aws/codebuild/codebuild-build-api-dev",
	"builds-api-build-role":    "create role role-build-api-dev",
	"builds-api-build-project": "create build project codebuild-build-api-dev",
	"builds-api-test-logs":     "create log group /aws/codebuild/codebuild-test-api-dev",
	"builds-api-test-role":     "create role role-test-api-dev",
	"builds-api-test-project":  "create build project codebuild-test-api-dev",

	"pulls-api":               "register component pulls-api",
	"pulls-api-build-project": "create build project codebuild-pulls-api-dev",
	"pulls-api-webhook":       "have GitHub report pull requests of api",

	"errors-api":              "register component errors-api",
	"errors-api-alarm":        "create alarm alarm-errors-api-dev",
	"entry-api":               "register component entry-api",
	"entry-api-alarm":         "create alarm alarm-entry-api-dev",
	"events-api":              "register component events-api",
	"events-api-alarm":        "create alarm alarm-events-api-dev",
	"load-api":                "register component load-api",
	"load-api-throttles":      "create alarm alarm-throttles-api-dev",
	"watch-api":               "register component watch-api",
	"watch-api-alarm":         "create alarm alarm-release-api-dev",
	"machine-api":             "register component machine-api",
	"machine-api-aborted":     "create alarm alarm-aborted-api-dev",
	"alarms-api":              "register component alarms-api",
	"alarms-api-rule":         "create rule rule-failed-api-dev",
	"alarms-api-metric":       "create alarm alarm-failures-api-dev",
	"alarms-api-events":       "create alarm alarm-failed-api-dev",
	"shared":                  "register component shared",
	"shared-recorder":         "create alarm alarm-recorder-dev",
	"shared-start":            "create alarm alarm-start-dev",
	"shared-webhook-rejected": "create alarm alarm-rejected-dev",
	"shared-webhook":          "create alarm alarm-webhook-dev",
	"shared-dead-letters":     "create alarm alarm-deadletters-dev",

	"pipeline-api":             "register component pipeline-api",
	"pipeline-api-role":        "create role role-pipeline-api-dev",
	"pipeline-api-role-policy": "create policy of role role-pipeline-api-dev",
	"pipeline-api-pipeline":    "create pipeline pipeline-api-dev",
	"notify-api":               "register component notify-api",
	"notify-api-rule":          "create notification rule notify-pipeline-api-dev",

	"insights":                        "register component insights",
	"insights-why-did-the-build-fail": "save query query-buildfailures-dev",
	"overview":                        "register component overview",
	"overview-dashboard":              "create dashboard dashboard-delivery-dev in account 111122223333",
	"overview-functions":              "create dashboard dashboard-delivery-dev in account 444455556666",

	// The parts with tests of their own, once each: the layer passes them on.
	"push":        "register component push",
	"webhook":     "register component webhook",
	"recorder":    "register component recorder",
	"start":       "register component start",
	"deployments": "register component deployments",
	"release-api": "register component release-api",
	"record-api":  "register component record-api",
	"forward":     "register component forward",
	"changes-api": "register component changes-api",
	"trigger-api": "register component trigger-api",
	"pushes":      "register component pushes",
}

func TestWhatAnswersApprovalsIsNamedIfRefused(t *testing.T) { // R17
	t.Parallel()
	for name, text := range map[string]string{
		"approve":        "register component approve",
		"answers-api":    "register component answers-api",
		"shared-approve": "create alarm alarm-approve-dev",
	} {
		rec := deliverytest.Environment{
			Settings: map[string]string{"approval": "automatic"},
			Refuse:   pulumitest.RefuseNamed(name, errDenied),
		}.Deploy()
		assert.ErrorContains(t, rec.Err, text+": AccessDenied: no")
	}
}

func TestARefusalNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	for name, text := range refusals {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rec := deliverytest.Environment{
				TwoAccounts: true,
				Settings: map[string]string{
					"pullRequests": "true",
					"services": `{"api": {"http": true, "alarms": {"throttles": 1},
						"events": {"nightly": {"schedule": "rate(1 day)"}}}}`,
				},
				Refuse: pulumitest.RefuseNamed(name, errDenied),
			}.Deploy()
			assert.ErrorContains(t, rec.Err, text+": AccessDenied: no")
		})
	}
}
