package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
)

func newPreviewAll(a *app) *cobra.Command {
	return onAll(a, "preview-all", "Say what deploying the three layers would do", a.preview)
}

func newPreview(a *app) *cobra.Command {
	return onOne(a, "preview", "Say what deploying one layer would do", a.preview)
}

func (a *app) preview(ctx context.Context, env string, names ...string) error {
	return a.with(ctx, env, toPlan, func(s *session) (layers.Report, error) {
		if err := s.runner.Check(ctx, names...); err != nil {
			return layers.Report{}, err
		}
		if err := s.stays(ctx); err != nil {
			return layers.Report{}, err
		}
		r, err := s.removal(ctx)
		if err != nil {
			return layers.Report{}, err
		}
		s.watchLosses(r)
		report, err := s.runner.Preview(ctx, names...)
		if err == nil {
			report.Losses, err = s.ending(ctx, report.Losses)
		}
		return report, errors.Join(err, s.agree(ctx, names), s.possible(r, names), s.room(ctx, names))
	}, nil)
}
