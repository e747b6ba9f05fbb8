package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
	"slipway/scripts/progress"
)

func newDeployAll(a *app) *cobra.Command {
	return onAll(a, "deploy-all", "Deploy the three layers, first to last", a.deploy)
}

func newDeploy(a *app) *cobra.Command {
	return onOne(a, "deploy", "Deploy one layer", a.deploy)
}

func (a *app) deploy(ctx context.Context, env string, names ...string) error {
	return a.with(ctx, env, toDeploy, func(s *session) (layers.Report, error) {
		return s.runner.Deploy(ctx, names...)
	}, func(s *session) error {
		if len(names) > 0 {
			return nil
		}
		return s.finish(ctx)
	})
}

// with opens the environment, runs, sums up, and finishes if all went well.
func (a *app) with(ctx context.Context, env string, why purpose,
	run func(*session) (layers.Report, error), finish func(*session) error,
) (err error) {
	s, err := a.open(ctx, env, why)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	result, err := run(s)
	progress.Summary(a.Console.Err, env, result)
	if err != nil || finish == nil {
		return err
	}
	return finish(s)
}
