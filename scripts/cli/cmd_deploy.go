package cli

import (
	"context"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
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
