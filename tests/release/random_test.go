package release_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"slipway/scripts/asl"
)

var (
	days = flag.Int("release.days", 2000, "random days to live")
	seed = flag.Uint64("release.seed", 1, "seed of the random days; 0 takes one from the clock")
)

// firstFault lives days with a machine until one goes wrong, and tells of it.
func firstFault(machine map[string]*asl.Machine, from uint64, days int, after func(*day)) string {
	for number := range uint64(days) {
		d := newDay(from, number, machine)
		d.live()
		d.settled()
		d.last()
		if len(d.faults) > 0 {
			return fmt.Sprintf("day %d of seed %d:\n%s\n\nwhat happened:\n%s",
				number, from, strings.Join(d.faults, "\n"), strings.Join(d.log, "\n"))
		}
		after(d)
	}
	return ""
}

func TestRandomDays(t *testing.T) { // R12, R6
	t.Parallel()
	from := *seed
	if from == 0 {
		from = uint64(time.Now().UnixNano())
	}
	t.Logf("repeat with: go test ./release -run %s -args -release.seed=%d", t.Name(), from)
	ends, visited := map[string]int{}, map[string]bool{}
	missing := func() (all []string) {
		for _, state := range []string{
			"RELEASE SUCCEEDED", "RELEASE FAILED", "RELEASE ROLLED_BACK", "RELEASE SUPERSEDED", "RELEASE NOT_RESTORED",
			"RELEASE ALREADY_LIVE", "ROLLBACK SUCCEEDED",
		} {
			if ends[state] == 0 {
				all = append(all, "no day has an end "+state)
			}
		}
		for _, task := range twoFaults {
			if !visited[task] {
				all = append(all, "no day reaches the task "+task)
			}
		}
		return all
	}
	// What happens on one day of hundreds may be missing in the first days: more are lived
	// until it was there, ten times as many at most.
	for more := range uint64(10) {
		if fault := firstFault(parsed, from+more, *days, func(d *day) {
			for _, row := range d.Rows {
				ends[row["eventType"]+" "+row["state"]]++
			}
			for _, o := range d.ended {
				for _, state := range o.visited {
					visited[state] = true
				}
			}
		}); fault != "" {
			t.Fatal(fault)
		}
		if len(missing()) == 0 {
			break
		}
	}
	t.Logf("ends: %v", ends)
	for _, what := range missing() {
		t.Error(what)
	}
}
