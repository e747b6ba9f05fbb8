package localpipeline

import (
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
	"slipway/scripts/localpipeline/production"
)

// Faults are the failures that a push can simulate.
var Faults = []string{
	"start",                           // CodePipeline starts nothing
	"late",                            // EventBridge hands the push on after another one has started
	"flaky",                           // the first try to build fails, the second does not
	"build", "scan", "test", "reject", // before the release
	"wait",    // nobody answers the approval, nor does the machine that answers where nobody is asked
	"image",   // Lambda cannot take the image
	"smoke",   // the new version answers 500, before it gets traffic
	"errors",  // the new version fails, and the alarm fires in the canary
	"bake",    // the alarm fires when the new version has all traffic
	"quiet",   // nobody calls the service but the release itself
	"death",   // somebody aborts the execution in the middle of the canary
	"stuck",   // the alarm fires in the bake, and the alias cannot be put back
	"history", // the table takes no rows of the recorder
}

// usual is how often the simulated service is called.
const usual = 60 // a minute

// inject makes the service behave as the fault says.
func (r *run) inject(live *production.Production, digest string) {
	live.Traffic.PerMinute = usual
	switch r.fault {
	case "image":
		live.Function.Rejected[digest] = "FAULT=image"
	case "smoke":
		live.Function.Answers[digest] = map[string]any{"statusCode": 500}
	case "errors":
		r.failAfter(live, func(since time.Time) bool { return r.clock.Now().Sub(since) >= alarmAfter })
	case "bake":
		r.failInBake(live)
	case "stuck":
		r.failInBake(live)
		live.Group.OnShift = func(m *services.Model, _ string) { m.Denied = map[string]bool{"lambda:updateAlias": true} }
	case "quiet":
		live.Traffic.PerMinute = 0
	}
}

// alarmAfter is how long errors go on until the alarm has seen enough of them.
const alarmAfter = 60 * time.Second

// failInBake lets the alarm fire when a new version has got all traffic.
func (r *run) failInBake(live *production.Production) {
	before := live.Function.AliasVersion
	var all time.Time
	r.clock.OnSleep = func(time.Duration) {
		if all.IsZero() && live.Function.AliasVersion != before {
			all = r.clock.Now()
		}
		r.fire(live, !all.IsZero() && r.clock.Now().Sub(all) >= alarmAfter)
	}
}

// failAfter lets the alarm fire some time after a new version gets its first traffic.
func (r *run) failAfter(live *production.Production, is func(since time.Time) bool) {
	var since time.Time
	live.Group.OnShift = func(*services.Model, string) { since = r.clock.Now() }
	r.clock.OnSleep = func(time.Duration) { r.fire(live, !since.IsZero() && is(since)) }
}

// fire sets the alarm, once.
func (r *run) fire(live *production.Production, now bool) {
	if now && live.Alarms[live.Alarm] != "ALARM" {
		live.Alarms[live.Alarm] = "ALARM"
		r.print("Alarm", "%s fires: the new version fails (FAULT=%s)", live.Alarm, r.fault)
	}
}

// kills reports whether the execution is aborted at a point.
func (r *run) kills(p asl.Point) bool {
	if r.fault != "death" || p.State != "WaitForShift" || p.Moment != asl.InWait {
		return false
	}
	r.fault = "" // once
	r.print("Fault", "somebody stops the execution (FAULT=death)")
	return true
}
