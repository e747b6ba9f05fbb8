package compute

import (
	"strings"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// Keys are the layer's own keys.
var Keys = append(config.ServiceKeys(contract.ComputeLayer),
	config.Key{
		Name:    "deployerTrust",
		Default: "`" + TrustMachine + "`",
		Rule: "whom a service's deployer role trusts: `machine`, the role of the service's release machine on behalf of " +
			"that machine; `role`, that role. Choose the second when a release ends because it may not assume the role",
		Example: TrustRole,
		Schema:  config.Choice(TrustMachine, TrustRole),
	},
	config.Key{
		Name:    "images",
		Default: "what the command's bootstrap step pushed",
		Rule:    "by service, its `image`",
		Example: `{"api": "sha256:` + strings.Repeat("0", 64) + `"}`,
		Schema:  config.ByService(config.Text()),
	},
	config.Key{
		Name:    "variables",
		Default: "none",
		Rule: "by service, the function's environment variables: names of at least two letters, digits and " +
			"underscores that begin with a letter, not those that Lambda sets itself; 4096 bytes a function; " +
			"no AWS access keys. Secrets belong in Secrets Manager. " +
			"A change is live after `make release` or the service's next push",
		Example: `{"api": {"LOG_LEVEL": "info"}}`,
		Schema:  config.ByService(config.ByService(config.Text())),
	},
)
