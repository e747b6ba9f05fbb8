package release_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

// day is a random sequence of what people, pipelines and AWS do.
type day struct {
	*bench
	random *rand.Rand
	log    []string
	images int
	// late is whether EventBridge tells of deaths after the next thing has happened.
	late bool
}

func newDay(from, number uint64, machine map[string]*asl.Machine) *day {
	random := rand.New(rand.NewPCG(from, number))
	role := []string{sameAccount, otherAccount}[random.IntN(2)]
	b := newBench(role)
	b.machine = machine[role]
	d := &day{
		bench:  b,
		random: random,
		late:   random.IntN(3) == 0,
	}
	second := func(most int) time.Duration { return time.Duration(random.IntN(most+1)) * time.Second }
	b.Function.UpdateTakes, b.Function.PublishTakes = second(30), second(30)
	b.Group.Takes, b.Group.RollbackTakes, b.Group.StopTakes = second(90), second(40), second(20)
	if random.IntN(4) == 0 {
		b.Group.Share = 1
	}
	return d
}

func (d *day) one(in int) bool { return d.random.IntN(in) == 0 }

func (d *day) note(format string, values ...any) {
	d.log = append(d.log, d.clock.Now().Format("15:04:05 ")+fmt.Sprintf(format, values...))
}

// live is what happens, in order.
func (d *day) live() {
	for range 1 + d.random.IntN(4) {
		d.step(0)
		if !d.late {
			d.deliver()
		}
	}
	d.deliver()
	d.clock.OnSleep = nil
	d.Alarms[errorAlarm], d.Alarms[releaseAlarm] = "OK", "OK"
	if err := d.clock.Sleep(context.Background(), 6*time.Hour); err != nil {
		panic(err)
	}
	d.Advance()
	d.deliver()
}

// last is a release with nothing wrong, after which production is on its image.
func (d *day) last() {
	digest := fmt.Sprintf("sha256:%064d", 999)
	d.Repository.Manifests[digest] = services.NewRepository("", digest).Manifests[digest]
	d.note("the last push")
	o := d.start(map[string]any{"deploymentId": "last", "commit": "last", "digest": digest}, d.plain, never)
	if o.status != asl.StatusSucceeded || d.LiveDigest() != digest {
		d.fault("a release with nothing wrong ended %s: %v", o.status, o.err)
	}
	if want := map[string]int{d.Function.AliasVersion: keptReady}; !maps.Equal(d.kept(), want) {
		d.fault("after it %v is kept ready, not %v", d.kept(), want)
	}
}

func (d *day) step(depth int) {
	switch d.random.IntN(8) {
	case 0, 1:
		d.rollBack(depth)
	case 2:
		d.redrive()
	case 3:
		if d.one(2) {
			d.releaseSettings(depth)
			return
		}
		d.push(depth)
	default:
		d.push(depth)
	}
}

// image puts an image into the registry, which may be one that fails.
func (d *day) image() string {
	if d.images > 0 && d.one(4) {
		return fmt.Sprintf("sha256:%064d", 10+d.random.IntN(d.images))
	}
	digest := fmt.Sprintf("sha256:%064d", 10+d.images)
	d.images++
	d.Repository.Manifests[digest] = services.NewRepository("", digest).Manifests[digest]
	switch d.random.IntN(10) {
	case 0:
		d.Function.Answers[digest] = map[string]any{"statusCode": 503}
	case 1:
		d.Function.Rejected[digest] = "The image manifest is an index."
	case 2:
		d.Function.Unstartable[digest] = true
	case 3:
		d.Function.Answers[digest] = strings.Repeat("x", 300*1024)
	}
	return digest
}

// push is a release by the pipeline.
func (d *day) push(depth int) {
	digest := d.image()
	input := map[string]any{
		"deploymentId": fmt.Sprintf("push-%d", len(d.Executions)),
		"commit":       fmt.Sprintf("%040d", d.images),
		"digest":       digest,
	}
	if d.one(6) {
		input["override"] = "on purpose"
	}
	d.alarmSometimes()
	d.note("push of %s", digest[len(digest)-3:])
	o := d.start(input, d.tasks(true), d.interruptions(depth))
	d.note("push ended %s: %v", o.status, o.err)
}

// releaseSettings is a deployment that changed the function, and the release of that,
// of what the person saw live.
func (d *day) releaseSettings(depth int) {
	digest := d.LiveDigest()
	if !d.one(4) {
		d.images++
		d.Function.Settings = fmt.Sprintf("settings %d", d.images)
	}
	d.note("release of %q with %s", d.Function.Settings, digest[len(digest)-3:])
	if d.one(4) {
		d.push(depth)
	}
	o := d.start(map[string]any{
		"deploymentId": fmt.Sprintf("settings-%d", len(d.Executions)),
		"commit":       "seen",
		"digest":       digest,
		"settings":     "yes",
		"actor":        "alice",
	}, d.tasks(true), d.interruptions(depth))
	d.note("release of settings ended %s: %v", o.status, o.err)
}

// rollBack is one by a person.
func (d *day) rollBack(depth int) {
	versions := slices.Compact(append([]string{"1"}, d.served...))
	to := versions[d.random.IntN(len(versions))]
	healthy := d.one(2)
	tasks, interruptions := d.plain, never
	if !healthy {
		tasks, interruptions = d.tasks(true), d.interruptions(depth)
	} else if d.one(2) {
		tasks = d.tasks(false)
	}
	input := rollback(to)
	input["deploymentId"] = fmt.Sprintf("back-%d", len(d.Executions))
	d.note("rollback to %s", to)
	if d.one(3) { // what it depends on is broken
		d.Function.Answers[d.Function.Versions[to].Digest] = map[string]any{"statusCode": 503}
	}
	usable := d.Function.Versions[to].State == "Active"
	o := d.start(input, tasks, interruptions)
	d.note("rollback ended %s: %v", o.status, o.err)
	if healthy && usable && d.Function.AliasVersion != to {
		d.fault("a rollback to %s ended with production on %s although Lambda answered", to, d.Function.AliasVersion)
	}
}

// redrive continues an execution that did not succeed.
func (d *day) redrive() {
	var ended []*outcome
	for _, o := range d.ended {
		if o.run.Ended().Status != "" && o.status != asl.StatusSucceeded {
			ended = append(ended, o)
		}
	}
	if len(ended) == 0 {
		return
	}
	o := ended[d.random.IntN(len(ended))]
	d.note("redrive of %s, which ended %s", o.execution, o.status)
	d.again(o)
	d.note("redrive ended %s: %v", o.status, o.err)
}
