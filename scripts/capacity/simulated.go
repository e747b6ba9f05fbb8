package capacity

import (
	"context"
	"strings"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/properties"
)

// Simulated is an account of the simulated AWS. Nobody has to answer its mails or
// complete its connections.
type Simulated struct {
	Store   *localaws.Store
	Limits  localaws.Limits
	Account string
}

// Concurrency takes off the limit what the functions reserve.
func (s Simulated) Concurrency(context.Context) (limit, unreserved int, err error) {
	functions, err := s.Store.List(s.Account, "aws:lambda/function:Function")
	if err != nil {
		return 0, 0, err
	}
	unreserved = s.Limits.Concurrency
	for _, f := range functions {
		if n, ok := properties.Map(f.Outputs).Num("reservedConcurrentExecutions"); ok && n > 0 {
			unreserved -= int(n)
		}
	}
	return s.Limits.Concurrency, unreserved, nil
}

// Builds is a setting of the simulation.
func (s Simulated) Builds(context.Context, Quota) (int, error) { return s.Limits.Builds, nil }

// Bucket looks into all accounts.
func (s Simulated) Bucket(_ context.Context, name string) (Owner, error) {
	accounts, err := s.Store.Accounts()
	if err != nil {
		return Nobody, err
	}
	for _, account := range accounts {
		_, found, err := s.Store.Get(account, "aws:s3/bucketV2:BucketV2", name)
		switch {
		case err != nil:
			return Nobody, err
		case found && account == s.Account:
			return Ours, nil
		case found:
			return Another, nil
		}
	}
	return Nobody, nil
}

// Connection is available once it is there. One that was made by hand is elsewhere.
func (s Simulated) Connection(_ context.Context, arn string) (string, error) {
	if !strings.Contains(arn, ":"+s.Account+":") {
		return available, nil
	}
	_, found, err := s.Store.Get(s.Account, "aws:codestarconnections/connection:Connection", arn)
	if err != nil || !found {
		return "", err
	}
	return available, nil
}

// Unconfirmed is nobody.
func (Simulated) Unconfirmed(context.Context, string) ([]string, error) { return nil, nil }
