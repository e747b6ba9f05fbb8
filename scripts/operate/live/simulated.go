package live

import (
	"context"

	"slipway/scripts/localaws/account"
	"slipway/shared/naming"
)

// Simulated reads functions of simulated accounts.
type Simulated struct{ View account.View }

// namedBy says in an error who named a function that is not there.
const namedBy = "the delivery layer"

// Traffic reads the alias from the account.
func (s Simulated) Traffic(_ context.Context, functionArn string) (Traffic, error) {
	version, err := s.View.Live(functionArn, namedBy)
	if err != nil {
		return Traffic{}, err
	}
	alias, err := s.View.Alias(account.OwnerOf(functionArn), account.LastOf(functionArn), naming.LiveAlias, namedBy)
	return Traffic{
		Version: version.Version,
		Digest:  version.Digest(),
		Weights: alias.RoutingConfig.AdditionalVersionWeights,
	}, err
}

// Digest finds the version among those that were published.
func (s Simulated) Digest(_ context.Context, functionArn, version string) (string, error) {
	function := account.LastOf(functionArn)
	all, err := s.View.Versions(account.OwnerOf(functionArn), function)
	for _, one := range all {
		if one.Version == version {
			return one.Digest(), nil
		}
	}
	if err == nil {
		err = &NoVersionError{Function: function, Version: version}
	}
	return "", err
}
