package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// onLayers does something to the named layers of an environment, all without names.
type onLayers func(ctx context.Context, env string, names ...string) error

// onAll makes the subcommand that does it to all layers.
func onAll(a *app, use, short string, run onLayers) *cobra.Command {
	var t target
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return run(cmd.Context(), t.env)
		},
	}
	t.bind(a, cmd)
	a.reporting(cmd)
	return cmd
}

// onOne makes the subcommand that does it to one layer.
func onOne(a *app, use, short string, run onLayers) *cobra.Command {
	var t layerTarget
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := t.check(); err != nil {
				return err
			}
			return run(cmd.Context(), t.env, t.layer)
		},
	}
	t.bind(a, cmd)
	a.reporting(cmd)
	return cmd
}
