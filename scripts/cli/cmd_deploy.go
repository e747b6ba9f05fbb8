package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
	"slipway/scripts/report"
)

type deployOptions struct {
	*app
	layerTarget
}

func newDeployAll(a *app) *cobra.Command {
	o := &deployOptions{app: a}
	cmd := &cobra.Command{
		Use: "deploy-all", Short: "Deploy the three layers, first to last",
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.target.bind(a, cmd)
	return cmd
}

func newDeploy(a *app) *cobra.Command {
	o := &deployOptions{app: a}
	cmd := &cobra.Command{
		Use: "deploy", Short: "Deploy one layer",
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

func (o *deployOptions) run(ctx context.Context, names ...string) error {
	return o.with(ctx, o.env, toDeploy, func(s *session) (layers.Report, error) {
		return s.runner.Deploy(ctx, names...)
	}, func(s *session) error {
		if len(names) > 0 {
			return nil
		}
		return s.conclude(ctx)
	})
}

// with opens the environment, runs, sums up, and concludes when all went well.
func (a *app) with(ctx context.Context, env string, why purpose,
	run func(*session) (layers.Report, error), conclude func(*session) error,
) (err error) {
	s, err := a.open(ctx, env, why)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	result, err := run(s)
	report.Summary(a.Console.Err, env, result)
	if err != nil || conclude == nil {
		return err
	}
	return conclude(s)
}
