package foundation

import "slipway/shared/config"

// Keys are the layer's own keys.
var Keys = []config.Key{
	{
		Name:    "emails",
		Default: "`[\"" + defaultEmail + "\"]`",
		Rule: "bare addresses, at least one, none twice: who is told of deployments. Addresses at `example.com`, " +
			"`.net` and `.org` are accepted only if AWS is simulated",
		Example: `["ops@shop.test"]`,
		Schema:  config.List(config.Text()),
	},
	chatKey,
	{
		Name:    "accessLogs",
		Default: "`false`",
		Rule:    "`true` or `false`: whether requests to the buckets are logged, in a bucket of their own",
		Example: "true",
		Schema:  config.Flag(),
	},
}
