package localpipeline

import (
	"fmt"

	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/history"
)

// conclude shows what the history has of the execution and where traffic goes.
func (e *execution) conclude(failed *FailedError) error {
	if failed == nil {
		e.tell("Pipeline", "%s succeeded", e.pipeline.Name)
	} else {
		e.tell("Pipeline", "%s failed", e.pipeline.Name)
	}
	return e.show(e.id)
}

// show prints, as data, the history of a deployment and the service's production.
func (w *walk) show(deployment string) error {
	w.Console.Line("")
	rows, err := w.history().Of(deployment)
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	w.Console.Line("%s has %d rows of it; without those of stages and actions:", w.text("historyTable"), len(rows))
	if err := history.Print(w.Console.Out, history.Milestones(rows)); err != nil {
		return fmt.Errorf("print history: %w", err)
	}
	live, err := w.View.Live(w.text(w.service+".functionArn"), "the delivery layer")
	if err != nil {
		return err
	}
	w.Console.Line("")
	w.Console.Line("%s: traffic goes to version %s, %s.", account.LastOf(w.text(w.service+".functionArn")), live.Version, live.Digest())
	return nil
}
