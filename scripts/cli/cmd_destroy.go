package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
)

type destroyOptions struct {
	*app
	layerTarget
}

func newDestroyAll(a *app) *cobra.Command {
	o := &destroyOptions{app: a}
	cmd := &cobra.Command{
		Use: "destroy-all", Short: "Destroy the three layers, last to first",
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.target.bind(a, cmd)
	return cmd
}

func newDestroy(a *app) *cobra.Command {
	o := &destroyOptions{app: a}
	cmd := &cobra.Command{
		Use: "destroy", Short: "Destroy one layer, when nothing depends on it",
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

func (o *destroyOptions) run(ctx context.Context, names ...string) error {
	return o.with(ctx, o.env, toChange, func(s *session) (layers.Report, error) {
		if err := s.confirmDestroy(ctx, names); err != nil {
			return layers.Report{}, err
		}
		return s.runner.Destroy(ctx, names...)
	}, nil)
}

// confirmDestroy asks before anything real is destroyed. A rehearsal has
// nothing that anyone could miss.
func (s *session) confirmDestroy(ctx context.Context, names []string) error {
	if s.env.Rehearsed {
		return nil
	}
	held, err := s.runner.Held(ctx, names...)
	if err != nil {
		return err
	}
	var parts []string
	for i := len(order) - 1; i >= 0; i-- {
		if n := held[order[i].name]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", order[i].name, n))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	account, err := s.account(ctx)
	if err != nil {
		return err
	}
	return s.Console.Confirm(fmt.Sprintf("Destroy every resource of %s in AWS account %s (%s)? Images, artifacts and history go as well.",
		s.env.Name, account, strings.Join(parts, ", ")))
}
