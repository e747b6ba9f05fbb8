package cli

import (
	"context"
	"errors"
	"fmt"

	"slipway/scripts/engine"
	"slipway/scripts/identity"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// guard stops a run that would meet another AWS than the one that the state is of.
// Nothing has been read from AWS or changed when it does.
func (s *session) guard(ctx context.Context, why purpose) error {
	if err := s.settled(ctx, why); err != nil {
		return err
	}
	for _, layer := range contract.LayerNames() {
		exported, err := s.stacks[layer].Export(ctx)
		if err != nil {
			return err
		}
		recorded, err := identity.Read(layer, exported)
		if err != nil {
			return err
		}
		s.identities = append(s.identities, recorded)
	}
	for _, recorded := range s.identities {
		if err := s.simulatedOrReal(recorded); err != nil {
			return err
		}
	}
	if s.env.Simulated {
		if err := s.sameSimulated(); err != nil {
			return err
		}
		return s.callFrom(s.simulatedAccount())
	}
	if why == toRead {
		return nil // what does call AWS asks before its first call
	}
	who, err := s.caller(ctx)
	if err != nil {
		return err
	}
	if err := s.callFrom(who.Account); err != nil {
		return err
	}
	return s.checkTarget(ctx, why)
}

// settled stops a run on an environment that somebody is at work on, or that a run was
// cut off in: before anything is changed in any layer.
func (s *session) settled(ctx context.Context, why purpose) error {
	for _, layer := range contract.LayerNames() {
		stack := s.stacks[layer]
		if err := stack.Whole(ctx); err != nil {
			return err
		}
		if why != toPlan && why != toDeploy && why != toChange {
			continue
		}
		err := stack.Settled(ctx)
		var locked *engine.LockedError
		var unsettled *engine.UnsettledError
		switch {
		case why == toPlan && errors.As(err, &locked): // a plan is in nobody's way
		case why == toPlan && errors.As(err, &unsettled):
			s.progress.Note("%-10s  %v", layer, s.runner.Mending(err))
		case err != nil:
			return err
		}
	}
	return nil
}

// simulatedOrReal keeps simulated and real AWS apart. A refresh of a real environment
// against a simulated AWS would find nothing there, and forget everything;
// deploying a simulated state to AWS would fail on resources that never existed.
func (s *session) simulatedOrReal(r identity.Recorded) error {
	where := engine.Redact(s.env.BackendURL)
	switch {
	case !r.Deployed():
	case s.env.Simulated && !r.Simulated:
		return fmt.Errorf("the state of %s at %s is that of AWS account %s, so it cannot be simulated: "+
			"set SLIPWAY_AWS=real to work on the account, "+
			"or PULUMI_BACKEND_URL to a place of its own for the simulated state",
			s.env.Name, where, r.Account)
	case !s.env.Simulated && r.Simulated:
		return fmt.Errorf("the state of %s at %s is that of a simulated AWS, so it cannot be deployed to AWS: "+
			"set SLIPWAY_AWS=simulated to go on with it, or PULUMI_BACKEND_URL to the real state",
			s.env.Name, where)
	}
	return nil
}

// callFrom tells the programs the one account that they may deploy to.
func (s *session) callFrom(account string) error {
	for _, stack := range s.stacks {
		if err := stack.Set(config.Caller, account); err != nil {
			return err
		}
	}
	return nil
}
