package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
)

func newDeployAll(a *app) *cobra.Command {
	return a.allowing(func(run onLayers) *cobra.Command {
		return onAll(a, "deploy-all", "Deploy the three layers, first to last", run)
	})
}

func newDeploy(a *app) *cobra.Command {
	return a.allowing(func(run onLayers) *cobra.Command {
		return onOne(a, "deploy", "Deploy one layer", run)
	})
}

// allowing makes a deploying subcommand with the flag for what it may take away.
func (a *app) allowing(construct func(onLayers) *cobra.Command) *cobra.Command {
	var allow, follow string
	var adopt bool
	cmd := construct(func(ctx context.Context, env string, names ...string) error {
		a.adopting = adopt
		return a.deploy(ctx, env, allow, follow, names)
	})
	cmd.Flags().BoolVar(&adopt, "adopt", a.getenv("ADOPT") == "1",
		"take what is there, and in no state, into the state as it is")
	cmd.Flags().StringVar(&allow, "allow", a.getenv("ALLOW"), "what may be taken away, by name, separated by commas")
	cmd.Flags().StringVar(&follow, "plan", a.getenv("PLAN"),
		"folder of a plan that a preview saved; deploys that, and nothing else")
	return cmd
}

func (a *app) deploy(ctx context.Context, env, allow, follow string, names []string) error {
	return a.with(ctx, env, toDeploy, func(s *session) (layers.Report, error) {
		if follow != "" {
			if err := s.follow(ctx, follow, names); err != nil {
				return layers.Report{}, err
			}
		}
		return s.deploy(ctx, allow, names)
	}, func(s *session) error {
		if len(names) > 0 {
			return nil
		}
		return s.finish(ctx)
	})
}

// deploy checks what is asked for, lets services go that are no longer wanted, and
// deploys the named layers.
func (s *session) deploy(ctx context.Context, allow string, names []string) (layers.Report, error) {
	if err := s.runner.Check(ctx, names...); err != nil {
		return layers.Report{}, err
	}
	if err := errors.Join(s.agree(ctx, names), s.stays(ctx)); err != nil {
		return layers.Report{}, err
	}
	r, err := s.removal(ctx)
	if err != nil {
		return layers.Report{}, err
	}
	if err := s.possible(r, names); err != nil {
		return layers.Report{}, err
	}
	if err := s.room(ctx, names); err != nil {
		return layers.Report{}, err
	}
	if err := s.confirmAdopting(ctx, names); err != nil {
		return layers.Report{}, err
	}
	s.watchLosses(r)
	if plan, err := s.confirmLosses(ctx, allow, names); err != nil {
		return plan, err
	}
	w := &notLive{Watcher: s.runner.Watch, functions: map[string][]string{}}
	s.runner.Watch = w
	report, err := s.update(ctx, r, names)
	if err != nil {
		s.mayHaveEnded()
	} else {
		err = s.startAgain(ctx)
	}
	report.Waiting, report.Last = w.services(r.compute), s.last
	return report, err
}

// update deploys the named layers, all without names, after it has let services go.
func (s *session) update(ctx context.Context, r removal, names []string) (layers.Report, error) {
	backward := r.backward()
	if len(names) > 0 || len(backward) == 0 {
		return s.runner.Deploy(ctx, names...)
	}
	gone, err := s.runner.Withdraw(ctx, backward[0], backward[1:]...)
	if err != nil {
		return gone, err
	}
	report, err := s.runner.Deploy(ctx)
	return report.After(gone), err
}
