package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
	"slipway/scripts/localaws"
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
	return cmd
}

func (o *recoverOptions) run(ctx context.Context) error {
	var forgotten []string
	return o.with(ctx, o.env, toChange, func(s *session) (report layers.Report, err error) {
		if !s.env.Simulated {
			question := fmt.Sprintf("Is no other slipway or pulumi at work on %s? Its lock is going to be removed.", s.env.Name)
			if err := s.Console.Confirm(question); err != nil {
				return report, err
			}
		}
		report, forgotten, err = s.runner.Recover(ctx)
		return report, err
	}, func(s *session) error {
		if err := s.tellForgotten(forgotten); err != nil {
			return err
		}
		s.Console.Line("Go on with `make deploy-all ENV=%s`.", s.env.Name)
		return nil
	})
}

// tellForgotten deals with creations of which nobody knows whether they
// happened. In a simulated account what did happen is undone; in a real account only a
// person may decide that.
func (s *session) tellForgotten(urns []string) error {
	if !s.env.Simulated {
		for _, urn := range urns {
			s.Console.Line("It is not known whether %s was created. If it was, the next deploy says that its name is taken: "+
				"then delete it in AWS, or bring it into the state with `pulumi import`.", urn)
		}
		return nil
	}
	store := localaws.Open(s.env.AWSDir)
	accounts, err := store.Accounts()
	if err != nil {
		return fmt.Errorf("read simulated AWS: %w", err)
	}
	for _, account := range accounts {
		resources, err := store.All(account)
		if err != nil {
			return fmt.Errorf("read simulated AWS: %w", err)
		}
		for _, r := range resources {
			if !slices.Contains(urns, r.URN) {
				continue
			}
			if err := store.Delete(r.Account, r.Type, r.Key); err != nil {
				return fmt.Errorf("undo creation: %w", err)
			}
			s.Console.Line("Undid the creation of %s, which the killed run did not record.", r.ID)
		}
	}
	return nil
}
