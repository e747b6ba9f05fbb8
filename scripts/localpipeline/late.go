package localpipeline

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// retriedFor is how long EventBridge tries again what comes late: longer than the starter
// takes for the order of pushes to be sure.
const retriedFor = 5 * time.Minute

// delay has EventBridge hand the push on late: it was put on the bus just before another
// one started the pipeline last, and its target could not be reached since (EventBridge
// User Guide, eb-rule-retry-policy: for 24 hours, and the event keeps its time).
//
// What comes again or late is the webhook's; a connection starts pipelines itself.
func (r *run) delay(ctx context.Context, pipeline, delivery string) error {
	late := r.fault == "late"
	if r.env.Outputs.WebhookURL == "" && (late || delivery != "") {
		return fmt.Errorf("%s has no webhook, its connection starts the pipelines: leave FAULT=late and DELIVERY= out, "+
			"or set slipway-delivery:trigger to webhook", r.env.Name)
	}
	if !late {
		return nil
	}
	all, err := r.executions(pipeline)
	if err != nil {
		return err
	}
	at := r.clock.Now()
	for _, e := range slices.Backward(all) {
		if e.By != r.person() {
			at = e.Started.Add(-time.Second)
			break
		}
	}
	if passed := r.clock.Now().Sub(at); passed < retriedFor {
		r.pass(ctx, retriedFor-passed)
	}
	r.bus.Now = func() time.Time { return at }
	r.print("Fault", "the push came at %s, and only now can EventBridge start anything for it (FAULT=late)",
		at.UTC().Format(time.RFC3339))
	return nil
}
