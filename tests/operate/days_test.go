package operate_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"slipway/tests/harness"
)

var (
	queueDays = flag.Int("queue.days", 1, "random days of pushes to live in each execution mode")
	queueSeed = flag.Uint64("queue.seed", 0, "seed of the random days; 0 takes one from the clock")
)

// pushed is one push of a day.
type pushed struct {
	commit string
	// told says that an alarm fired.
	told bool
	// again says that a person started an execution of it, whatever came since.
	again bool
}

// queueDay is a day at one pipeline.
type queueDay struct {
	*site
	random *rand.Rand
	pushes []*pushed
	last   string // the commit that was pushed or started last
	log    []string
}

// Every push to the branch is released, superseded by a newer one, rejected or stopped by a
// person, or alarmed; none is released twice; and no commit gets into production after a
// newer one unless a person starts it.
func TestRandomDaysOfPushes(t *testing.T) { // R2, R10
	t.Parallel()
	seed := *queueSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	for _, mode := range []string{"superseded", "queued"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			for number := range uint64(*queueDays) {
				d := &queueDay{
					site: build(t, "local", tooling, nil, map[string][]string{
						"delivery": {"slipway-delivery:executionMode: " + mode},
					}),
					random: rand.New(rand.NewPCG(seed, number)),
				}
				for range 8 {
					d.step(t)
				}
				d.evening(t)
				if faults := d.faults(t); len(faults) > 0 {
					t.Fatalf("day %d: go test ./operate -run %s -args -queue.seed=%d -queue.days=%d\n%s\n\nwhat happened:\n%s",
						number, t.Name(), seed, number+1, strings.Join(faults, "\n"), strings.Join(d.log, "\n"))
				}
			}
		})
	}
}

// do runs a command, which may find nothing to do.
func (d *queueDay) do(t *testing.T, words ...string) harness.Result {
	t.Helper()
	r := d.run(t, words...)
	d.log = append(d.log, fmt.Sprintf("%s: %d %s", strings.Join(words, " "), r.Code, lastLine(r)))
	return r
}

// step is what happens next.
func (d *queueDay) step(t *testing.T) {
	t.Helper()
	switch n := d.random.IntN(20); {
	case n < 7 || len(d.pushes) == 0:
		d.push(t, "wait")
	case n < 9:
		d.push(t, []string{"start", "build", "test", "reject", "smoke"}[d.random.IntN(5)])
	case n < 12:
		d.do(t, "approve")
	case n < 13:
		d.do(t, "approve", "--latest")
	case n < 14:
		d.do(t, "reject")
	case n < 15:
		d.do(t, "stop", "--reason", "wrong branch")
	case n < 17:
		d.do(t, "freeze", "--reason", "the sale")
	case n < 19:
		d.do(t, "thaw")
	default:
		d.startLost(t)
	}
}

// push pushes a commit with a fault.
func (d *queueDay) push(t *testing.T, fault string) {
	t.Helper()
	p := &pushed{commit: fmt.Sprintf("%040x", d.random.Uint64()|1<<63)}
	d.pushes, d.last = append(d.pushes, p), p.commit
	r := d.do(t, "push", "--fault", fault, "--commit", p.commit)
	p.told = strings.Contains(r.Err, " fires")
}

// startLost starts a commit that CodePipeline did not start, as the alarm's message says.
func (d *queueDay) startLost(t *testing.T) {
	t.Helper()
	i := slices.IndexFunc(d.pushes, func(p *pushed) bool { return p.told && !p.again })
	if i >= 0 {
		d.pushes[i].again, d.last = true, d.pushes[i].commit
		d.do(t, "start", "--commit", d.pushes[i].commit)
	}
}

// evening answers all that waits.
func (d *queueDay) evening(t *testing.T) {
	t.Helper()
	d.do(t, "thaw")
	for range 2 * len(d.pushes) {
		if r := d.do(t, "approve"); r.Code != 0 && strings.Contains(r.Err, "no approval waits in") {
			return
		}
	}
}

// faults are what is wrong in the evening.
func (d *queueDay) faults(t *testing.T) []string {
	t.Helper()
	rows := d.rows(t)
	commits := map[string]string{}
	for _, row := range rows {
		if len(row["commit"]) == 40 {
			commits[row["deploymentId"]] = row["commit"]
		}
	}
	var found []string
	ends, released, newest := map[string][]string{}, map[string]int{}, -1
	for _, row := range rows {
		commit := commits[row["deploymentId"]]
		i := slices.IndexFunc(d.pushes, func(p *pushed) bool { return p.commit == commit })
		switch row["eventType"] + " " + row["state"] {
		case "PIPELINE SUCCEEDED", "PIPELINE SUPERSEDED", "PIPELINE STOPPED":
			ends[commit] = append(ends[commit], row["state"])
			if row["state"] == "SUPERSEDED" && commit == d.last {
				found = append(found, commit+" is superseded, and nothing has started since")
			}
		case "APPROVAL FAILED":
			ends[commit] = append(ends[commit], "REJECTED")
		case "RELEASE SUCCEEDED":
			if released[commit]++; released[commit] > 1 {
				found = append(found, commit+" is released twice")
			}
			if i < newest && !d.pushes[i].again {
				found = append(found, commit+" is released after a newer one")
			}
			newest = max(newest, i)
		}
	}
	for _, p := range d.pushes {
		d.log = append(d.log, fmt.Sprintf("%s %v %t", p.commit, ends[p.commit], p.told))
		if len(ends[p.commit]) == 0 && !p.told {
			found = append(found, p.commit+" is neither released, superseded, stopped, rejected nor told of")
		}
	}
	whole(t, d.production(t, "api"))
	if seen := d.run(t, "status").Out; strings.Contains(seen, "waits for") || strings.Contains(seen, "frozen") {
		found = append(found, "something still waits:\n"+seen)
	}
	return found
}
