package iam_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
	"slipway/tests/iam/calls"
	"slipway/tests/iam/deployed"
)

const (
	tooling = "000000000000" // the simulated account
	target  = "222222222222"
)

// layout is a way to deploy the layers.
type layout struct {
	env      string
	account  string              // of the functions
	common   []string            // settings of all layers
	settings map[string][]string // of one layer
}

// layouts are both accounts' arrangements with all that starts pipelines. Settings that
// change what is granted are spread over them.
var layouts = map[string]layout{
	"one-account-webhook": {
		env:     "one",
		account: tooling,
		settings: map[string][]string{
			"foundation": {
				"slipway-foundation:accessLogs: true",
				"slipway-foundation:chat: {workspace: T0123ABCD, channel: C0123ABCD}",
				"slipway-foundation:services: {api: {buildSecrets: {pip: shop/pip}, http: {type: url}}}",
			},
			"compute": {"slipway-compute:variables: {api: {LOG_LEVEL: debug}}"},
		},
	},
	"one-account-connection": {
		env:     "onec",
		account: tooling,
		settings: map[string][]string{
			"delivery": {
				"slipway-delivery:trigger: connection", "slipway-delivery:release: linear",
				"slipway-delivery:approval: automatic",
				"slipway-delivery:alarms: {errorPercent: 2, throttles: 1, spillovers: 10, p99: 3000}",
				"slipway-delivery:pullRequests: true",
			},
		},
	},
	"two-accounts-webhook": {
		env:     "two",
		account: target,
		common: []string{
			`slipway-LAYER:targetAccount: "` + target + `"`,
			"slipway-LAYER:rolePath: /shop/delivery/",
			"slipway-LAYER:permissionsBoundary: arn:aws:iam::111122223333:policy/Boundary",
		},
		settings: map[string][]string{
			"foundation": {"slipway-foundation:services: {api: " + rights("api", "http: "+entry+", ") + ", " +
				"orders: " + rights("orders", "policies: ["+attached+"], ") + "}"},
		},
	},
	"two-accounts-promotion": {
		env:     "twop",
		account: target,
		common:  []string{`slipway-LAYER:targetAccount: "` + target + `"`},
		settings: map[string][]string{
			"delivery": {"slipway-delivery:promoteFrom: before", "slipway-delivery:release: all-at-once"},
		},
	},
}

// attached is a policy of AWS's that the function of orders has, by its settings.
const attached = "arn:aws:iam::aws:policy/AWSXrayReadOnlyAccess"

// entry is an HTTP API with all that it may have.
const entry = `{cors: {origins: ["https://shop.example.com"]}, ` +
	`domain: {name: api.example.com, certificate: "arn:aws:acm:us-east-1:` + target +
	`:certificate/12345678-1234-1234-1234-123456789012"}, ` +
	`authorizer: {issuer: "https://login.example.com/", audience: [shop]}}`

// rights are those of a service that has a table, a secret and a parameter of its own, and
// keys for them.
func rights(service, more string) string {
	const in = ":us-east-1:" + target + ":"
	table, key := "arn:aws:dynamodb"+in+"table/"+service, "arn:aws:kms"+in+"key/"+service
	return `{` + more + `events: ` + eventsOf(service) +
		`, vpc: {subnetIds: [subnet-0123abcd], securityGroupIds: [sg-0123abcd]}, variables: {TABLE_ARN: "` +
		table + `"}, ` +
		`statements: [{actions: [dynamodb:GetItem, dynamodb:PutItem], resources: ["` + table + `"]}], ` +
		`secrets: {SECRET_ARN: {name: ` + service + `/db, key: "` + key + `"}}, ` +
		`parameters: {LIMITS_ARN: {name: /` + service + `/limits, key: "` + key + `-limits"}}}`
}

// eventsOf are those of a service, one of each kind. A topic of the account of the functions
// would have to be there, in the simulated AWS.
func eventsOf(service string) string {
	const in = ":us-east-1:" + target + ":"
	key := `key: "arn:aws:kms` + in + `key/` + service + `"`
	return `{ordered: {queue: "arn:aws:sqs` + in + service + `", ` + key + `}, ` +
		`told: {topic: "arn:aws:sns:us-east-1:111122223333:` + service + `"}, ` +
		`nightly: {schedule: "rate(1 day)"}, paid: {pattern: {source: [` + service + `]}}, ` +
		`changed: {stream: "arn:aws:dynamodb` + in + `table/` + service + `/stream/2026-01-01T00:00:00.000", ` + key + `}}`
}

// environment is a deployed layout and the calls that are made in it.
type environment struct {
	*deployed.State
	calls []calls.Call
}

var (
	environments = map[string]*environment{}
	deploying    sync.Mutex // the simulated AWS's settings belong to the whole process
)

// inEach runs a test in every layout, each deployed once.
func inEach(t *testing.T, test func(t *testing.T, name string, e *environment)) {
	t.Helper()
	for name, l := range layouts {
		t.Run(name, func(t *testing.T) { test(t, name, l.deploy(t, name)) })
	}
}

func (l layout) deploy(t *testing.T, name string) *environment {
	t.Helper()
	deploying.Lock()
	defer deploying.Unlock()
	if there := environments[name]; there != nil {
		return there
	}
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	h.ConfigureAll(t, "before", nil, nil)
	h.ConfigureAll(t, l.env, l.common, l.settings)
	h.Must(t, "deploy-all", "--env", l.env)
	state, err := deployed.From(tooling, l.account, h.Deployed(t, l.env))
	require.NoError(t, err)
	environments[name] = &environment{State: state, calls: calls.All(state)}
	return environments[name]
}
