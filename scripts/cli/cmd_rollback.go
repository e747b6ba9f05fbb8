package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/release"
)

type rollbackOptions struct {
	*app
	serviceTarget
	to string
}

func newRollback(a *app) *cobra.Command {
	o := &rollbackOptions{app: a}
	cmd := &cobra.Command{
		Use:   "rollback",
		Short: "Put a service's earlier version back",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.to, "to", a.getenv("TO"),
		"version, or begin of a digest or commit; default the last other image that served")
	return cmd
}

func (o *rollbackOptions) run(ctx context.Context) error {
	var name release.Name
	if o.to != "" {
		var err error
		if name, err = release.ParseName(o.to); err != nil {
			return &environment.UsageError{Problem: "TO is " + err.Error()}
		}
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		c, err := s.comparing(ctx, service)
		if err != nil {
			return err
		}
		if err := c.back(ctx, name, s.placeholder(ctx, service)); err != nil {
			return fmt.Errorf("roll %s back: %w", service, err)
		}
		s.Console.Line("%s", release.Question(c.live, c.to, c.warnings, s.Now()))
		if err := s.Console.Confirm(fmt.Sprintf(
			"Put version %s of %s in %s back? All traffic moves at once.", c.to.Version, service, s.env.Name,
		)); err != nil {
			return err
		}
		if s.aws != nil {
			simulated, err := s.simulated(ctx)
			if err != nil {
				return err
			}
			return simulated.Rollback(ctx, service, "simulated", c.to)
		}
		return s.start(ctx, service, "rollback", func(id, actor string) map[string]any {
			return release.Input(id, actor, c.to)
		})
	})
}
