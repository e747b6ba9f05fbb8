package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
)

type recoverOptions struct {
	*app
	target
}

func newRecover(a *app) *cobra.Command {
	o := &recoverOptions{app: a}
	cmd := &cobra.Command{
		Use: "recover", Short: "Mend what a killed run left behind: lock, unfinished creations, state",
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	return cmd
}

func (o *recoverOptions) run(ctx context.Context) error {
	var forgotten []string
	return o.with(ctx, o.env, toChange, func(s *session) (report layers.Report, err error) {
		if !s.env.Rehearsed {
			question := fmt.Sprintf("Is no other slipway or pulumi at work on %s? Its lock is going to be removed.", s.env.Name)
			if err := s.Console.Confirm(question); err != nil {
				return report, err
			}
		}
		report, forgotten, err = s.runner.Recover(ctx)
		return report, err
	}, func(s *session) error {
		for _, urn := range forgotten {
			s.Console.Line("Of %s it is not known whether it was created; if it was, the next deploy says that its name is taken: delete it in AWS first.", urn)
		}
		s.Console.Line("Go on with `make deploy-all ENV=%s`.", s.env.Name)
		return nil
	})
}
