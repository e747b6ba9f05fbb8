package operate_test

import (
	"flag"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

var (
	queueDays = flag.Int("queue.days", 1, "random days of pushes to live for each pair of settings")
	queueSeed = flag.Uint64("queue.seed", 1, "seed of the random days; 0 takes one from the clock")
	queueAll  = flag.Bool("queue.all", false, "live them with all settings")
)

// settingsOfDays are those of the environment that builds, and of the one that promotes.
var settingsOfDays = map[string][2][]string{
	"superseded, by hand": {},
	"queued, automatic into production by hand": {
		{"slipway-delivery:executionMode: queued", "slipway-delivery:approval: automatic"},
		{"slipway-delivery:executionMode: queued"},
	},
}

// moreSettings are those of the long form.
var moreSettings = map[string][2][]string{
	"superseded, automatic": {{"slipway-delivery:approval: automatic"}, {"slipway-delivery:approval: automatic"}},
	"queued, by hand into what is automatic": {
		{"slipway-delivery:executionMode: queued"},
		{"slipway-delivery:executionMode: queued", "slipway-delivery:approval: automatic"},
	},
	"superseded into queued": {nil, {"slipway-delivery:executionMode: queued"}},
}

// Every push to the branch is released, superseded by a newer one, rejected or stopped by a
// person, or alarmed; none is released twice; no commit gets into production after a newer
// one unless a person starts it; and production gets no image that was not released in the
// environment before.
func TestRandomDaysOfPushes(t *testing.T) { // R2, R6, R10
	t.Parallel()
	seed := *queueSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	live := func(name string, settings [2][]string) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for number := range uint64(*queueDays) {
				d := newQueueDay(t, settings, rand.New(rand.NewPCG(seed, number)))
				for range 10 {
					d.step(t)
				}
				d.evening(t)
				if len(d.faults) > 0 {
					t.Fatalf("day %d: go test ./operate -run '%s$' -args -queue.all -queue.seed=%d -queue.days=%d\n%s\n\n"+
						"what happened:\n%s",
						number, t.Name(), seed, number+1, strings.Join(d.faults, "\n"), strings.Join(d.log, "\n"))
				}
			}
		})
	}
	for name, settings := range settingsOfDays {
		live(name, settings)
	}
	if *queueAll {
		for name, settings := range moreSettings {
			live(name, settings)
		}
	}
}
