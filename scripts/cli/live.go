package cli

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"slipway/scripts/caller"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/live"
	"slipway/scripts/operate/release"
	"slipway/shared/awsaccount"
	"slipway/shared/contract"
)

// live reads the alias of functions.
func (o *operated) live(ctx context.Context) (live.Reader, error) {
	if o.aws != nil {
		return live.Simulated{View: account.View{Store: localaws.Open(o.env.AWSDir)}}, nil
	}
	own, err := o.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	target, role, err := o.targetConfig(ctx, own)
	return live.AWS{
		Account: o.account(),
		Own:     lambda.NewFromConfig(own),
		Target:  lambda.NewFromConfig(target),
		Role:    role,
	}, err
}

// targetConfig has the credentials of the role that Pulumi assumes in the account of the
// functions. AWS is asked for them when they are first used.
func (o *operated) targetConfig(ctx context.Context, own aws.Config) (aws.Config, string, error) {
	l, err := o.load(ctx, contract.DeliveryLayer)
	if err != nil || !l.Common.Target.Separate() {
		return own, "", err
	}
	_, role := o.target(l.Common, toPlan)
	return caller.Assume(own, role, awsaccount.SessionName(l.Common)), role.RoleArn, nil
}

// placeholder tells which image a service was deployed with. Its tag says so; if the
// repository cannot be read, the first version is taken for it.
func (o *operated) placeholder(ctx context.Context, service string) func(release.Image) bool {
	first := func(i release.Image) bool { return i.Version == "1" }
	registry, err := o.registry(ctx)
	if err != nil {
		return first
	}
	placeholders := map[string]bool{}
	for _, arm := range []bool{false, true} {
		digest, err := registry.Digest(ctx, o.outputs.Services[service].RepositoryURI, contract.BootstrapTag(arm))
		if err != nil {
			return first
		}
		placeholders[digest] = digest != ""
	}
	return func(i release.Image) bool {
		return placeholders[i.Digest] || i.Digest == "" && first(i)
	}
}
