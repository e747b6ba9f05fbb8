package delivery

import (
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/stacks/delivery/push"
)

// Keys are the layer's own keys.
var Keys = append([]config.Key{
	{
		Name:    "repository",
		Default: "`" + defaultRepository + "`",
		Rule:    "a GitHub repository as owner/name. The default is accepted only if AWS is simulated",
		Example: "acme/shop",
		Schema:  config.Pattern(push.RepositoryPattern),
	},
	{
		Name:    "branch",
		Default: "`main`",
		Rule:    "the one branch that is delivered, without wildcards",
		Example: "release/1.x",
		Schema:  config.Pattern(push.BranchPattern),
	},
	{
		Name:    "connectionArn",
		Default: "a new connection",
		Rule:    "ARN of an existing connection to GitHub",
		Example: "arn:aws:codestar-connections:us-east-1:111122223333:connection/aaaabbbb-1111-2222-3333-444455556666",
		Schema:  config.Pattern(connectionPattern),
	},
	{
		Name:    "trigger",
		Default: "`webhook`",
		Rule: "`webhook`: GitHub's webhook puts each push on a bus, and a rule starts the pipeline; " +
			"`connection`: the pipeline's own trigger does. Never both",
		Example: "connection",
		Schema:  config.Choice(TriggerWebhook, TriggerConnection),
	},
	{
		Name:    "promoteFrom",
		Default: "images are built from the branch",
		Rule: "the environment whose images are [promoted](promotion.md): each that was released there with success " +
			"comes here by its digest, and nothing is built. It has all services of this one, in the same region; in another " +
			"account its `promoteTo` names this one",
		Example: "staging",
		Schema:  config.Text(),
	},
	{
		Name:    "promoteTo",
		Default: "none",
		Rule: "the environments in other accounts, at most five, " +
			"that may [promote](promotion.md#across-accounts) the images " +
			"of this one and are told of its releases; those in the same account need no leave",
		Example: `["prod"]`,
		Schema:  config.List(config.Text()),
	},
	{
		Name:    "pipelineTrust",
		Default: "`account`",
		Rule: "whom the pipelines' role trusts: `account`, CodePipeline on behalf of this account alone; `service`, " +
			"CodePipeline. Choose the second when AWS says that CodePipeline may not assume the role",
		Example: "service",
		Schema:  config.Choice(config.TrustAccount, config.TrustService),
	},
	{
		Name:    "approval",
		Default: "`manual`",
		Rule: "who answers the approval of a release: `manual`, a person; `automatic`, the environment itself, at once, " +
			"which the history says. Rejected where `production` is true",
		Example: "automatic",
		Schema:  config.Choice(ApprovalManual, ApprovalAutomatic),
	},
	{
		Name:    "production",
		Default: "`false`",
		Rule:    "`true`: nothing is released here without a person",
		Example: "true",
		Schema:  config.Flag(),
	},
	{
		Name:    "paths",
		Default: "every push counts",
		Rule:    "by service, its `path`",
		Example: `{"api": "services/api/"}`,
		Schema:  config.ByService(config.Text()),
	},
	{
		Name:    "webhookConcurrency",
		Default: "`5`",
		Rule:    "webhook calls answered at once, 1 to 100; `-1` reserves nothing",
		Example: "-1",
		Schema:  config.Whole(-1, 100),
	},
}, config.ServiceKeys(contract.DeliveryLayer)...)
