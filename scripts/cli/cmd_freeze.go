package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/queue"
)

type freezeOptions struct {
	*app
	serviceTarget
	thaw   bool
	reason string
}

func newFreeze(a *app) *cobra.Command {
	o := &freezeOptions{app: a}
	cmd := freezing(o, "freeze", "Let nothing into the Deploy stage, of one service or of all")
	cmd.Flags().StringVar(&o.reason, "reason", a.getenv("REASON"), "why; `status` shows it")
	return cmd
}

func newThaw(a *app) *cobra.Command {
	return freezing(&freezeOptions{app: a, thaw: true}, "thaw", "Let what is frozen into the Deploy stage again")
}

func freezing(o *freezeOptions, verb, short string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   verb,
		Short: short,
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(o.app, cmd)
	return cmd
}

func (o *freezeOptions) run(ctx context.Context) error {
	if !o.thaw && !queue.IsReason(o.reason) {
		return &environment.UsageError{Problem: fmt.Sprintf("REASON is %q: why, in %s", o.reason, queue.ReasonRule)}
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		services, err := s.services(o.service)
		if err != nil {
			return err
		}
		q, err := s.queue(ctx)
		if err != nil {
			return err
		}
		var faults []error
		for _, service := range services {
			faults = append(faults, o.change(ctx, s, q, service))
		}
		return errors.Join(faults...)
	})
}

// change freezes or thaws one service.
func (o *freezeOptions) change(ctx context.Context, s *operated, q queue.Queue, service string) error {
	pipeline := s.outputs.Services[service].Name
	if o.thaw {
		if err := q.Thaw(ctx, pipeline); err != nil {
			return err
		}
		s.Console.Line("%s is open: what waits goes on into Deploy.", pipeline)
		return nil
	}
	if err := q.Freeze(ctx, pipeline, o.reason); err != nil {
		return err
	}
	s.Console.Line("%s is frozen: nothing gets into Deploy until `make thaw ENV=%s SERVICE=%s`. A release that has "+
		"begun goes on, and `make rollback` and `make release` work.", pipeline, s.env.Name, service)
	return nil
}
