package localpipeline

import (
	"context"
	"fmt"

	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/history"
)

// finish shows what the history has of the execution and where traffic goes.
func (e *execution) finish(ctx context.Context, failed *FailedError) error {
	if failed == nil {
		e.run.print("Pipeline", "%s succeeded", e.pipeline.Name)
	} else {
		e.run.print("Pipeline", "%s failed", e.pipeline.Name)
	}
	if err := e.run.missing(); err != nil {
		return err
	}
	return e.run.show(ctx, e.id)
}

// missing prints the alarm on the queue of what the recorder could not write.
func (r *run) missing() error {
	if r.unwritten == 0 {
		return nil
	}
	return r.rings("what the recorder could not write is in the queue; `make replay ENV=%s` writes it", r.env.Name)
}

// rings prints the alarm on the queue.
func (r *run) rings(why string, args ...any) error {
	alarms, err := r.env.View.AlarmsOn(r.account, "QueueName", account.LastOf(r.env.Outputs.DeadLettersURL))
	for _, alarm := range alarms {
		r.print("Alarm", "%s fires: %s", alarm.Name, fmt.Sprintf(why, args...))
	}
	return err
}

// notStarted prints the alarm on the queue of starts that could not be made.
func (r *run) notStarted(commit string) error {
	if err := r.rings("the start is in the queue"); err != nil {
		return err
	}
	return fmt.Errorf("CodePipeline did not start %s: `make start ENV=%s SERVICE=%s COMMIT=%s` starts it",
		r.outputs.Name, r.env.Name, r.service, commit)
}

// show prints, as data, the history of a deployment and where its traffic goes.
func (r *run) show(ctx context.Context, deployment string) error {
	r.env.Console.Line("")
	rows, err := r.history().Of(ctx, deployment)
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	r.env.Console.Line("%s has %d rows of it; without those of stages and actions:", r.env.Outputs.HistoryTable, len(rows))
	if err := history.Print(r.env.Console.Out, history.Milestones(rows)); err != nil {
		return fmt.Errorf("print history: %w", err)
	}
	live, err := r.env.View.Live(r.outputs.FunctionArn, "the delivery layer")
	if err != nil {
		return err
	}
	r.env.Console.Line("")
	r.env.Console.Line("%s: traffic goes to version %s, %s.", account.LastOf(r.outputs.FunctionArn),
		live.Version, live.Digest())
	return nil
}
