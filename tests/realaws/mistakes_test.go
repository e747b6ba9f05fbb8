package realaws_test

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"slipway/shared/contract"
)

// mistake is something that a person does wrong in an environment that is deployed.
type mistake struct {
	typed string   // the command, without --env
	layer string   // whose stack file is changed, foundation's if none is named
	with  []string // lines that come into it
	vars  map[string]string
	env   string // prod if not another one
	aws   func(context.Context, ...func(*awsconfig.LoadOptions) error) (aws.Config, error)
	says  []string // what it must say: what is wrong, and the way out
}

// another is an account that nothing of the environment is in.
const another = "999999999999"

// elsewhere finds credentials of the other account.
func elsewhere(ctx context.Context, options ...func(*awsconfig.LoadOptions) error) (aws.Config, error) {
	c, err := awsconfig.LoadDefaultConfig(ctx, options...)
	c.APIOptions = append(c.APIOptions, smithyhttp.AddHeaderValue(anyAccount, another))
	return c, err
}

var accountsOf = []string{
	"prod is of another AWS account than the credentials, so nothing was read or changed",
	"credentials  " + another,
	"state        123456789012",
	"Use credentials for 123456789012: set AWS_PROFILE",
}

var mistakes = map[string]mistake{
	"credentials of another account deploy": {
		typed: "deploy-all",
		aws:   elsewhere,
		says:  accountsOf,
	},
	"credentials of another account destroy": {
		typed: "destroy-all",
		aws:   elsewhere,
		says:  accountsOf,
	},
	"credentials of another account refresh": {
		typed: "refresh-all",
		aws:   elsewhere,
		says:  accountsOf,
	},
	"the configured account is another one": {
		typed: "deploy-all",
		with:  []string{`slipway-foundation:account: "` + another + `"`},
		says: []string{
			"configured   " + another,
			"pulumi config set slipway-foundation:account 123456789012 --stack prod",
		},
	},
	"the region is changed": {
		typed: "deploy-all",
		with:  []string{"aws:region: eu-west-1"},
		says: []string{
			"AWS region: us-east-1 in what is deployed (foundation, compute, delivery), eu-west-1 in the settings",
			"pulumi config set aws:region us-east-1 --stack prod",
			"make destroy-all ENV=prod",
		},
	},
	"the suffix is changed": {
		typed: "deploy-all",
		with:  []string{"slipway-foundation:environmentSuffix: production"},
		says: []string{
			"suffix: prod in what is deployed (foundation, compute, delivery), production in the settings",
			"pulumi config set slipway-foundation:environmentSuffix prod --stack prod",
		},
	},
	"the role in the services' account cannot be assumed": {
		typed: "deploy-all",
		with: []string{
			`slipway-foundation:targetAccount: "` + another + `"`, "slipway-foundation:targetRole: deploy/Nobody",
		},
		says: []string{
			"arn:aws:iam::" + another + ":role/deploy/Nobody in account " + another + " cannot be assumed",
			"not authorized to perform: sts:AssumeRole",
			`"AWS": "arn:aws:iam::123456789012:root"`,
		},
	},
	"a service is misspelt": {
		typed: "deploy-all",
		with:  []string{"slipway-foundation:services: [apo]"},
		says: []string{
			"services go (api) and come (apo) in one deployment",
			"keep both in stacks/foundation/Pulumi.prod.yaml and run `make deploy-all ENV=prod`",
		},
	},
	"more is reserved than the account has": {
		typed: "deploy-all",
		layer: contract.ComputeLayer,
		with:  []string{`slipway-compute:reservedConcurrency: "1000"`},
		says: []string{
			"AWS has no room for all that prod is to have, so nothing was changed",
			"slipway-compute:reservedConcurrency",
		},
	},
	"a layer is destroyed before those that stand on it": {
		typed: "destroy --layer foundation",
		says:  []string{"make destroy LAYER=delivery ENV=prod"},
	},
	"the state is that of another environment": {
		typed: "deploy-all",
		env:   "staging",
		says: []string{
			"suffix: prod in what is deployed (foundation, compute, delivery), staging in the settings",
			"To have both, choose another ENV.",
		},
	},
	"a simulated AWS is asked for": {
		typed: "deploy-all",
		vars:  map[string]string{"SLIPWAY_AWS": "simulated"},
		says:  []string{"is that of AWS account 123456789012, so it cannot be simulated", "set SLIPWAY_AWS=real"},
	},
	"a destruction is answered with YES=1 alone": {
		typed: "destroy-all",
		says:  []string{"in AWS account 123456789012", "ALLOW="},
	},
}
