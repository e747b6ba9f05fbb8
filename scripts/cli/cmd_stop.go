package cli

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/queue"
)

type stopOptions struct {
	*app
	serviceTarget
	execution, reason string
}

func newStop(a *app) *cobra.Command {
	o := &stopOptions{app: a}
	cmd := &cobra.Command{
		Use:   "stop",
		Short: "Stop an execution of a service's pipeline",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.execution, "execution", a.getenv("EXECUTION"),
		"begin of its id; default the one that waits for its approval, else the latest")
	cmd.Flags().StringVar(&o.reason, "reason", a.getenv("REASON"), "why; kept in the pipeline's history")
	return cmd
}

func (o *stopOptions) run(ctx context.Context) error {
	if err := atMost("REASON", o.reason, queue.StopReasonLimit); err != nil {
		return err
	}
	return o.onQueue(ctx, o.app, func(s *operated, q queue.Queue, service, pipeline string) error {
		all, err := q.UnderWay(ctx, pipeline)
		if err != nil {
			return err
		}
		e, err := chooseExecution(all, pipeline, o.execution)
		if err != nil {
			return err
		}
		if err := s.Console.Confirm(fmt.Sprintf("Stop execution %s of %s (%s), which %s? A release that has begun goes on "+
			"to its end: `make rollback ENV=%s SERVICE=%s` stops one.", e.ID, pipeline, e.Title(), e.Where(), s.env.Name,
			service)); err != nil {
			return err
		}
		reason := o.reason
		if reason == "" {
			reason = "stopped from the command line"
		}
		if err := q.Stop(ctx, pipeline, e, reason); err != nil {
			return err
		}
		s.Console.Line("%s: execution %s ends, once the action that runs has (%s).", pipeline, e.ID, reason)
		return nil
	})
}

// atMost rejects words that are longer than CodePipeline takes.
func atMost(variable, words string, limit int) error {
	if n := utf8.RuneCountInString(words); n > limit {
		return &environment.UsageError{Problem: fmt.Sprintf("%s has %d characters, and CodePipeline takes %d: say it shorter",
			variable, n, limit)}
	}
	return nil
}
