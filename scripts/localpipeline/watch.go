package localpipeline

import (
	"fmt"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localpipeline/production"
	"slipway/scripts/operate/logs"
)

// releaseWatch prints the progress of a release.
type releaseWatch struct {
	run    *run
	where  string
	live   *production.Production
	said   map[string]bool
	waited time.Duration
	shares string
	events []asl.Event // what is kept of the execution's history
}

// observe prints each call the first time, how long the machine waited, and where
// traffic moves.
func (r *releaseWatch) observe(event asl.Event) {
	r.live.Advance()
	r.traffic()
	switch event.Kind {
	case asl.Waiting:
		r.waited += event.Wait
		return
	case asl.Retrying:
		r.run.print(r.where, "%s is tried again: %s", event.State, event.Error)
	case asl.Caught:
		r.run.print(r.where, "%s failed: %s", event.State, event.Error)
	case asl.Entered:
		words := logs.Words(event.State)
		if event.Type != "Task" || words == "" || r.said[event.State] {
			return
		}
		r.said[event.State] = true
		if r.waited > 0 {
			r.run.print(r.where, "waited %s", r.waited)
			r.waited = 0
		}
		r.run.print(r.where, "%s", words)
	}
	r.events = append(r.events, event)
}

// traffic prints where calls go if that changed.
func (r *releaseWatch) traffic() {
	shares := traffic(r.live)
	if shares != r.shares {
		r.shares = shares
		r.run.print("Traffic", "%s", shares)
	}
}

// traffic describes where an alias sends calls.
func traffic(p *production.Production) string {
	f := p.Function
	for version, share := range f.Weights {
		return fmt.Sprintf("version %s gets %.0f %%, version %s the rest", version, share*100, f.AliasVersion)
	}
	return fmt.Sprintf("version %s gets everything", f.AliasVersion)
}
