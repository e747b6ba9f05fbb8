package cli

import (
	"context"
	"fmt"
	"regexp"

	"slipway/scripts/engine"
	"slipway/shared/contract"
)

// guard keeps simulated and real AWS apart. A refresh of a real environment
// against a simulated AWS would find nothing there, and forget everything;
// deploying a simulated state to AWS would fail on resources that never existed.
func (s *session) guard(ctx context.Context) error {
	account, err := s.account(ctx)
	if err != nil || account == "" {
		return err
	}
	where := engine.Redact(s.env.BackendURL)
	switch simulated := account == contract.SimulatedAccount; {
	case s.env.Simulated && !simulated:
		return fmt.Errorf("the state of %s at %s is that of AWS account %s, so it cannot be simulated: "+
			"set SLIPWAY_AWS=real to work on the account, "+
			"or PULUMI_BACKEND_URL to a place of its own for the simulated state",
			s.env.Name, where, account)
	case !s.env.Simulated && simulated:
		return fmt.Errorf("the state of %s at %s is that of a simulated AWS, so it cannot be deployed to AWS: "+
			"set SLIPWAY_AWS=simulated to go on with it, or PULUMI_BACKEND_URL to the real state",
			s.env.Name, where)
	}
	return nil
}

var accountInARN = regexp.MustCompile(`^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):`)

// account is the tooling account that the state belongs to, "" for an empty
// one. The foundation exports it; a first deployment that failed has not got that
// far, but some of its resources have ARNs for ids.
func (s *session) account(ctx context.Context) (string, error) {
	foundation, err := s.foundation(ctx)
	if err != nil || foundation.AccountID != "" {
		return foundation.AccountID, err
	}
	state, err := s.stacks[contract.FoundationLayer].State(ctx)
	if err != nil {
		return "", err
	}
	for _, r := range state.Resources {
		if found := accountInARN.FindStringSubmatch(r.ID); found != nil {
			return found[1], nil
		}
	}
	return "", nil
}
