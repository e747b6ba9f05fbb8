package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/queue"
	"slipway/scripts/operate/release"
)

type approveOptions struct {
	*app
	serviceTarget
	approve   bool
	summary   string
	execution string
	latest    bool
	// pause is how long the pipeline is given before it is read again.
	pause time.Duration
}

func newApprove(a *app) *cobra.Command {
	return answering(a, "approve", "Approve the release that waits in a service's pipeline", true)
}

func newReject(a *app) *cobra.Command {
	return answering(a, "reject", "Reject the release that waits in a service's pipeline", false)
}

func answering(a *app, verb, short string, approve bool) *cobra.Command {
	o := &approveOptions{
		app:     a,
		approve: approve,
		pause:   3 * time.Second,
	}
	cmd := &cobra.Command{
		Use:   verb,
		Short: short,
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.summary, "summary", a.getenv("SUMMARY"), "why; kept in the history")
	cmd.Flags().StringVar(&o.execution, "execution", a.getenv("EXECUTION"), "begin of the id of the one that is meant")
	if approve {
		cmd.Flags().BoolVar(&o.latest, "latest", a.getenv("LATEST") == "1",
			"reject the older ones that wait, and approve the newest")
	}
	return cmd
}

func (o *approveOptions) run(ctx context.Context) error {
	if err := atMost("SUMMARY", o.summary, queue.SummaryLimit); err != nil {
		return err
	}
	if o.service == everyService {
		return o.answerAll(ctx)
	}
	return o.onQueue(ctx, o.app, func(s *operated, q queue.Queue, service, pipeline string) error {
		return o.answer(ctx, q, pipeline, func(commit string) string { return s.serves(ctx, service, commit) })
	})
}

// answer shows what a person is asked about, and answers it.
func (o *approveOptions) answer(
	ctx context.Context, q queue.Queue, pipeline string, live func(commit string) string,
) error {
	all, err := q.UnderWay(ctx, pipeline)
	if err != nil {
		return err
	}
	asking, ok := queue.Asking(all)
	if !ok {
		return &queue.NothingWaitsError{Pipeline: pipeline}
	}
	if o.execution != "" {
		chosen, err := chooseExecution(all, pipeline, o.execution)
		if err != nil {
			return err
		}
		if chosen.ID != asking.ID {
			return &environment.UsageError{Problem: fmt.Sprintf("execution %s %s, and is not asked about: that is %s (%s)",
				chosen.ID, chosen.Where(), asking.ID, asking.Title())}
		}
	}
	if err := o.show(ctx, q, pipeline, asking, live); err != nil {
		return err
	}
	behind := waiting(all, asking)
	if o.latest && len(behind) > 0 {
		return o.answerLatest(ctx, q, pipeline, asking, behind[0])
	}
	if len(behind) > 0 {
		o.Console.Line("Behind it wait %s: LATEST=1 rejects what is older than the newest and approves that.",
			titles(behind))
	}
	if o.approve {
		if err := o.Console.Confirm("Approve execution " + asking.ID + "?"); err != nil {
			return err
		}
	}
	return o.give(ctx, q, pipeline, asking, o.approve, o.summary)
}

// show shows the evidence and what waits behind.
func (o *approveOptions) show(
	ctx context.Context, q queue.Queue, pipeline string, asking queue.Execution, live func(commit string) string,
) error {
	evidence, err := q.Evidence(ctx, pipeline, asking)
	if err != nil {
		return err
	}
	o.Console.Line("%s asks about execution %s, %s, which began %s and asked for its approval %s:", pipeline, asking.ID,
		asking.Title(), release.Age(o.Now().Sub(asking.Started)), release.Age(o.Now().Sub(asking.Asked)))
	for line := range strings.Lines(evidence) {
		o.Console.Line("  | %s", strings.TrimSuffix(line, "\n"))
	}
	o.Console.Line("Live now: %s", live(asking.Commit))
	return nil
}

// waiting are the executions that wait for the stage, the latest first.
func waiting(all []queue.Execution, asking queue.Execution) []queue.Execution {
	var behind []queue.Execution
	for _, e := range all {
		if e.Waits && e.Stage == asking.Stage {
			behind = append(behind, e)
		}
	}
	return behind
}

func titles(all []queue.Execution) string {
	var list []string
	for _, e := range all {
		list = append(list, e.Title())
	}
	return strings.Join(list, ", ")
}

// answerLatest rejects what is older than the latest that waits, one after the other, and
// approves that one.
func (o *approveOptions) answerLatest(
	ctx context.Context, q queue.Queue, pipeline string, asking, latest queue.Execution,
) error {
	if err := o.Console.Confirm(fmt.Sprintf(
		"Reject this and every other that is older than %s (%s), and approve that one?",
		latest.ID, latest.Title(),
	)); err != nil {
		return err
	}
	for asking.ID != latest.ID {
		// A commit's first line may be long.
		why := fmt.Sprintf("a newer commit waits: %.200s", latest.Title())
		if err := o.give(ctx, q, pipeline, asking, false, why); err != nil {
			return err
		}
		var err error
		if asking, err = o.nextAsking(ctx, q, pipeline, asking); err != nil {
			return err
		}
		if asking.Started.After(latest.Started) {
			return fmt.Errorf("execution %s (%s) has come since, and took the place of %s: run the command again",
				asking.ID, asking.Title(), latest.ID)
		}
	}
	return o.give(ctx, q, pipeline, asking, true, o.summary)
}

// nextAsking waits until another execution than the last asks.
func (o *approveOptions) nextAsking(
	ctx context.Context, q queue.Queue, pipeline string, last queue.Execution,
) (queue.Execution, error) {
	const tries = 40
	for range tries {
		all, err := q.UnderWay(ctx, pipeline)
		if err != nil {
			return last, err
		}
		if e, ok := queue.Asking(all); ok && e.ID != last.ID {
			return e, nil
		}
		select {
		case <-ctx.Done():
			return last, ctx.Err()
		case <-time.After(o.pause):
		}
	}
	return last, errors.New("the next execution has not come to its approval: run the command again")
}

// give gives one answer.
func (o *approveOptions) give(
	ctx context.Context, q queue.Queue, pipeline string, e queue.Execution, approve bool, summary string,
) error {
	verb := "rejected"
	if approve {
		verb = "approved"
	}
	if summary == "" {
		summary = verb + " from the command line"
	}
	if err := q.Answer(ctx, pipeline, e, approve, summary); err != nil {
		return err
	}
	o.Console.Line("%s: execution %s is %s (%s).", pipeline, e.ID, verb, summary)
	return nil
}
