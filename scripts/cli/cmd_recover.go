package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/store"
	"slipway/shared/contract"
)

type recoverOptions struct {
	*app
	target
}

func newRecover(a *app) *cobra.Command {
	o := &recoverOptions{app: a}
	cmd := &cobra.Command{
		Use:   "recover",
		Short: "Mend what a killed run left behind: lock, unfinished creations, state",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	a.reporting(cmd)
	return cmd
}

func (o *recoverOptions) run(ctx context.Context) error {
	return o.with(ctx, o.env, toMend, func(s *session) (layers.Report, error) {
		if err := s.nobodyElse(ctx); err != nil {
			return layers.Report{}, err
		}
		return s.runner.Recover(ctx, s.undo)
	}, func(s *session) error {
		s.Console.Line("Go on with `make deploy-all ENV=%s`.", s.env.Name)
		return nil
	})
}

// nobodyElse makes sure that nobody is at work on the environment: a process of this
// machine that holds a lock is looked for, and of a real environment a person is asked.
func (s *session) nobodyElse(ctx context.Context) error {
	for _, layer := range contract.LayerNames() {
		var locked *engine.LockedError
		if err := s.stacks[layer].Free(ctx); errors.As(err, &locked) && locked.Alive {
			return fmt.Errorf("%w, which is still at work: wait for it to end", locked)
		}
	}
	if s.env.Simulated || s.alone {
		return nil
	}
	question := fmt.Sprintf("Is no other slipway or pulumi at work on %s? Its lock is going to be removed.", s.env.Name)
	if err := s.Console.Confirm(question); err != nil {
		return err
	}
	s.alone = true
	return nil
}

// restore puts the last whole copy in the place of a state that cannot be read.
func (s *session) restore(ctx context.Context) error {
	for _, layer := range contract.LayerNames() {
		stack := s.stacks[layer]
		var damaged *engine.DamagedError
		if err := stack.Whole(ctx); !errors.As(err, &damaged) {
			if err == nil {
				err = s.bringBack(ctx, layer)
			}
			if err != nil {
				return err
			}
			continue
		}
		if err := s.nobodyElse(ctx); err != nil {
			return err
		}
		s.progress.Note("%-10s  %v", layer, damaged)
		last, err := stack.Restore(ctx)
		if err != nil {
			return err
		}
		s.progress.Note(
			"%-10s  in its place stands the last whole copy, %s, saved at %s; the damaged one is kept among the backups",
			layer, last.File, last.Saved.Format(time.RFC3339),
		)
	}
	return nil
}

// bringBack puts the last whole copy in the place of a state that is lost.
func (s *session) bringBack(ctx context.Context, layer string) error {
	lost, err := s.stacks[layer].Lost(ctx)
	if err != nil || lost == nil {
		return err
	}
	if err := s.nobodyElse(ctx); err != nil {
		return err
	}
	if _, err := s.stacks[layer].Restore(ctx); err != nil {
		return err
	}
	s.progress.Note("%-10s  the state was lost; in its place stands the last whole copy, %s, saved at %s", layer,
		lost.File,
		lost.Saved.Format(time.RFC3339))
	return nil
}

// undo deals with creations of which nobody knows whether they happened. In a
// simulated account what did happen is undone; in a real account only a person may
// decide that.
func (s *session) undo(_ context.Context, layer string, creations []engine.Unfinished) error {
	if !s.env.Simulated {
		for _, c := range creations {
			s.progress.Note("%-10s  It is not known whether %s was created. If it was, the next deploy says that its name is "+
				"taken: then delete it in AWS, or bring it into the state with `pulumi import`.", layer, c.URN)
		}
		return nil
	}
	all := localaws.Open(s.env.AWSDir)
	accounts, err := all.Accounts()
	if err != nil {
		return fmt.Errorf("read simulated AWS: %w", err)
	}
	for _, account := range accounts {
		resources, err := all.All(account)
		if err != nil {
			return fmt.Errorf("read simulated AWS: %w", err)
		}
		for _, r := range resources {
			if !unrecorded(r, creations) {
				continue
			}
			if err := all.Delete(r.Account, r.Type, r.Key); err != nil {
				return fmt.Errorf("undo creation: %w", err)
			}
			s.progress.Note("%-10s  undid the creation of %s, which the killed run did not record", layer, r.ID)
		}
	}
	return nil
}

// unrecorded tells whether the resource is one of the creations and the state does not
// hold it.
func unrecorded(r store.Resource, creations []engine.Unfinished) bool {
	return slices.ContainsFunc(creations, func(c engine.Unfinished) bool {
		return c.URN == r.URN && !slices.Contains(c.Held, r.ID)
	})
}
