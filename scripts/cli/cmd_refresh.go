package cli

import (
	"context"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
)

type refreshOptions struct {
	*app
	layerTarget
}

func newRefreshAll(a *app) *cobra.Command {
	o := &refreshOptions{app: a}
	cmd := &cobra.Command{
		Use: "refresh-all", Short: "Make the recorded state of the three layers what is really there",
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.target.bind(a, cmd)
	return cmd
}

func newRefresh(a *app) *cobra.Command {
	o := &refreshOptions{app: a}
	cmd := &cobra.Command{
		Use: "refresh", Short: "Make the recorded state of one layer what is really there",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return o.run(cmd.Context(), o.layer)
		},
	}
	o.bind(a, cmd)
	return cmd
}

func (o *refreshOptions) run(ctx context.Context, names ...string) error {
	return o.with(ctx, o.env, toChange, func(s *session) (layers.Report, error) {
		return s.runner.Refresh(ctx, names...)
	}, nil)
}
