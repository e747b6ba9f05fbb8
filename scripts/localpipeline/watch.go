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

// looks are the states that only read, or only note something for another execution;
// they are not printed.
var looks = regexp.MustCompile(`^(Read|List|Find|Note|Count|Hold|Keep|Take|Free|RecordPrevious|RecordVersion)`)

// spoken are the other states in plain words; one that is not here is printed by its name.
var spoken = map[string]string{
	"RecordStarted":   "the history has the release as STARTED",
	"RecordRollback":  "the history has the rollback as STARTED",
	"RecordEnd":       "the history gets its end",
	"RecordTakenBack": "the image that was live is noted as taken back",
	"RecordStopped":   "the image of the release that was stopped is noted as taken back",
	"ForgetTakenBack": "the image is no longer noted as taken back",
	"ClearRouting":    "weights that were left on the alias go",
	"UpdateCode":      "Lambda takes the image",
	"PublishVersion":  "Lambda publishes a version",
	"WakeTarget":      "a sleeping version is woken",
	"MoveAlias":       "the alias moves at once",
	"MoveBack":        "the alias moves at once",
	"StartShift":      "CodeDeploy begins to shift traffic",
	"CallFunction":    "the release calls the service too, until enough calls are seen",
	"Smoke":           "one call, to see whether it answers",
	"TagImage":        "the image gets its releasing- tag",
	"TagDeployed":     "the image gets its deployed- tag",
	"StopShift":       "CodeDeploy stops and moves traffic back",
	"StopAnyShift":    "CodeDeploy stops",
	"StopHolder":      "the release that runs is stopped",
	"SeizeLock":       "its lock is taken over",
	"SeizeDeadLock":   "the lock of the execution that died is taken over",
	"RestoreAlias":    "the alias is put back",
	"SetLatest":       "$LATEST is put on the image that is live",
	"StartUndo":       "what an execution left that died is to be undone first",
	"SendMail":        "people are told",
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
