package cli

import (
	"context"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
)

type previewOptions struct {
	*app
	layerTarget
}

func newPreviewAll(a *app) *cobra.Command {
	o := &previewOptions{app: a}
	cmd := &cobra.Command{
		Use: "preview-all", Short: "Say what deploying the three layers would do",
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.target.bind(a, cmd)
	return cmd
}

func newPreview(a *app) *cobra.Command {
	o := &previewOptions{app: a}
	cmd := &cobra.Command{
		Use: "preview", Short: "Say what deploying one layer would do",
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

func (o *previewOptions) run(ctx context.Context, names ...string) error {
	return o.with(ctx, o.env, toPlan, func(s *session) (layers.Report, error) {
		return s.runner.Preview(ctx, names...)
	}, nil)
}
