package cli

import (
	"context"
	"fmt"
	"os"
	"regexp"

	"slipway/scripts/engine"
	"slipway/scripts/environment"
	"slipway/shared/contract"
)

// guard keeps rehearsed and real AWS apart. A refresh of a real environment
// against a simulated AWS would find nothing there, and forget everything; a
// rehearsed state taken for real would be deployed beside nothing.
func (s *session) guard(ctx context.Context) error {
	account, err := s.account(ctx)
	if err != nil || account == "" {
		return err
	}
	where := engine.Redact(s.env.BackendURL)
	switch rehearsed := account == contract.SimulatedAccount; {
	case s.env.Rehearsed && !rehearsed:
		return fmt.Errorf("the state of %s at %s is that of AWS account %s, so it cannot be rehearsed: "+
			"set SLIPWAY_AWS=real to work on the account, or PULUMI_BACKEND_URL to a place of its own for the rehearsal",
			s.env.Name, where, account)
	case !s.env.Rehearsed && rehearsed:
		return fmt.Errorf("the state of %s at %s is that of a rehearsal, so it cannot be deployed to AWS: "+
			"set SLIPWAY_AWS=rehearsal to go on rehearsing, or PULUMI_BACKEND_URL to the real state",
			s.env.Name, where)
	}
	return nil
}

var accountInARN = regexp.MustCompile(`^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):`)

// account is the tooling account that the state belongs to, "" for an empty
// one. The foundation exports it; a first deployment that failed has not got that
// far, but some of its resources have ARNs for ids.
func (s *session) account(ctx context.Context) (string, error) {
	stack := s.stacks[contract.FoundationLayer]
	outputs, err := stack.Outputs(ctx)
	if err != nil {
		return "", err
	}
	if id, ok := outputs["accountId"].(string); ok {
		return id, nil
	}
	state, err := stack.State(ctx)
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

// makeFolder makes the folder of a file:// backend, which must be there.
func makeFolder(address string) error {
	folder := environment.Folder(address)
	if folder == "" {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make state folder: %w", err)
	}
	return nil
}
