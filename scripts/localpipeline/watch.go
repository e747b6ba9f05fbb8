package localpipeline

import (
	"fmt"
	"regexp"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localpipeline/production"
)

// releaseWatch prints the progress of a release.
type releaseWatch struct {
	run    *run
	where  string
	live   *production.Production
	said   map[string]bool
	waited time.Duration
	shares string
}

// looks are the states that only read; they are not printed.
var looks = regexp.MustCompile(`^(Read|List|Find|RecordPrevious)`)

// spoken are the other states in plain words; one that is not here is printed by its name.
var spoken = map[string]string{
	"RecordStarted":   "the history has the release as STARTED",
	"RecordSucceeded": "the history gets SUCCEEDED",
	"RecordFailed":    "the history gets the failure and its reason",
	"ClearRouting":    "weights that were left on the alias go",
	"UpdateCode":      "Lambda takes the image",
	"PublishVersion":  "Lambda publishes a version",
	"WakeVersion":     "a sleeping version is woken",
	"StartShift":      "CodeDeploy begins to shift traffic",
	"ShiftAlias":      "the alias moves at once",
	"Smoke":           "one call through the alias, to see whether it answers",
	"TagImage":        "the image gets its deployed- tag",
	"StopShift":       "CodeDeploy stops and moves traffic back",
	"RestoreAlias":    "the alias is put back",
	"RestoreCode":     "$LATEST is put back on the image that is live",
}

// observe prints each call the first time, how long the machine waited, and where
// traffic moves.
func (r *releaseWatch) observe(event asl.Event) {
	r.live.Advance()
	r.traffic()
	switch event.Kind {
	case asl.Waiting:
		r.waited += event.Wait
	case asl.Retrying:
		r.run.print(r.where, "%s is tried again: %s", event.State, event.Error)
	case asl.Caught:
		r.run.print(r.where, "%s failed: %s", event.State, event.Error)
	case asl.Entered:
		if event.Type != "Task" || looks.MatchString(event.State) || r.said[event.State] {
			return
		}
		r.said[event.State] = true
		if r.waited > 0 {
			r.run.print(r.where, "waited %s", r.waited)
			r.waited = 0
		}
		words := event.State
		if known, there := spoken[event.State]; there {
			words = known
		}
		r.run.print(r.where, "%s", words)
	}
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
