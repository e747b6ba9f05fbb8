package scaffold

import (
	"slipway/scripts/stackfile"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// titles say what is in a layer's file.
var titles = map[string]string{
	contract.FoundationLayer: "What all layers share, and the foundation layer,",
	contract.ComputeLayer:    "The functions",
	contract.DeliveryLayer:   "The pipelines",
}

// entry is a setting in a new file, with its comment. It is commented out, with an
// example, unless an answer gives it another value than it has by default.
type entry struct {
	key, comment string
	variable     string // of the question; "" if none is asked
	example      any
}

// entries are what a new file of a layer holds, in order.
var entries = map[string][]entry{
	contract.FoundationLayer: {
		{"emails", "Who hears of deployments. Each address has to confirm, once.", "EMAILS", []any{"ops@your.domain"}},
		{
			"services",
			"What is delivered; `make add-service ENV=<env> SERVICE=cart` adds one. A name may have settings of its own.",
			servicesVariable,
			[]any{config.DefaultService},
		},
		{"account", "The only AWS account that <env> may be deployed to; by default that of the first deployment.", "ACCOUNT",
			"111122223333"},
		{"aws:region", "The AWS region.", "REGION", contract.DefaultRegion},
		{"aws:profile", "The profile of ~/.aws whose credentials reach the account.", "", "shop-<env>"},
		{"targetAccount", "The account that the functions run in, if it is another one.", "TARGET_ACCOUNT", "444455556666"},
		{"tags", "Tags of your own, on every resource.", "", map[string]any{"CostCenter": "4711"}},
	},
	contract.ComputeLayer: {
		{"memory", "Megabytes of each function. A service may have its own, in slipway-foundation:services.", "", 2048},
		{"reservedConcurrency", "Executions that each function reserves. A young account has none to reserve: -1.", "", -1},
		{"variables", "Environment variables, by service.", "", map[string]any{"api": map[string]any{"LOG_LEVEL": "info"}}},
	},
	contract.DeliveryLayer: {
		{"repository", "The repository on GitHub that <env> is delivered from.", "REPOSITORY", "owner/name"},
		{"branch", "Its branch.", "BRANCH", "main"},
		{"promoteFrom",
			"The environment whose released images are promoted; without it, <env> builds its own.", "FROM", "staging"},
		{"production", "true: nothing is released here without a person.", "PRODUCTION", true},
		{"release", "How traffic moves to a new version: a tenth for five minutes first, or for longer, or all at once.", "",
			"canary-30"},
	},
}

func (e entry) full(layer string) string { return config.FullKey(contract.Project(layer), e.key) }

// answered is the value as YAML, and whether it is set.
func (e entry) answered(env string, answers Answers) (value string, set bool) {
	for _, q := range Questions {
		answer := answers[q.Variable]
		if q.Variable != e.variable || e.variable == "" || answer == "" || answer == "false" {
			continue
		}
		if q.usual != nil && q.Variable != servicesVariable && q.Variable != "PRODUCTION" && answer == q.usual(env) {
			continue
		}
		return stackfile.Flow(q.value(answer)), true
	}
	return stackfile.Flow(e.example), false
}
