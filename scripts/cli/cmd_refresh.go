package cli

import (
	"context"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
)

func newRefreshAll(a *app) *cobra.Command {
	return onAll(a, "refresh-all", "Make the recorded state of the three layers what is really there", a.refresh)
}

func newRefresh(a *app) *cobra.Command {
	return onOne(a, "refresh", "Make the recorded state of one layer what is really there", a.refresh)
}

func (a *app) refresh(ctx context.Context, env string, names ...string) error {
	return a.with(ctx, env, toChange, func(s *session) (layers.Report, error) {
		found, err := s.runner.Compare(ctx, names...)
		if err != nil {
			return found, err
		}
		if err := s.confirmRefresh(found); err != nil {
			return layers.Report{}, err
		}
		return s.runner.Refresh(ctx, names...)
	}, nil)
}

// confirmRefresh asks before what differs is written over what the last deployment
// recorded: the next one then makes again what is gone, and changes back the rest.
func (s *session) confirmRefresh(found layers.Report) error {
	differs := 0
	for _, o := range found.Outcomes {
		differs += o.Result.Changes.Updated + o.Result.Changes.Deleted
	}
	if differs == 0 || !s.asks() {
		return nil
	}
	return s.Console.Confirm("Record what is really there in the state of " + s.env.Name + "? The next deployment makes " +
		"again what is gone and changes back what differs, if the program still says so.")
}
