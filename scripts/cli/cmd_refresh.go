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
		return s.runner.Refresh(ctx, names...)
	}, nil)
}
