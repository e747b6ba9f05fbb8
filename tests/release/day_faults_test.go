package release_test

import (
	"time"

	"slipway/scripts/asl"
)

// alarmSometimes lets an alarm fire at some time, for some time.
func (d *day) alarmSometimes() {
	d.Alarms[errorAlarm], d.Alarms[releaseAlarm] = "OK", "OK"
	d.clock.OnSleep = nil
	if !d.one(3) {
		return
	}
	alarm := []string{errorAlarm, releaseAlarm}[d.random.IntN(2)]
	from := d.clock.Now().Add(time.Duration(d.random.IntN(400)) * time.Second)
	d.clock.OnSleep = func(time.Duration) {
		if now := d.clock.Now(); now.After(from) {
			d.Alarms[alarm] = "ALARM"
			if now.After(from.Add(10 * time.Minute)) {
				d.Alarms[alarm] = "OK"
			}
		}
	}
}

// tasks are services that fail now and then; all of them, or all but Lambda.
func (d *day) tasks(lambdaToo bool) tasksOf {
	if d.one(3) {
		return d.plain
	}
	most, probability := 1+d.random.IntN(12), 0.12*d.random.Float64()
	stuck := lambdaToo && d.one(12) // an alias that cannot be put back
	outage := d.one(5)              // of the history, from some call on, for some calls
	from, calls := d.random.IntN(30), 0
	return func(current *string) asl.Tasks {
		return &faulty{
			bench: d.bench,
			state: current,
			pickOf: func(state, service string) *fault {
				if calls++; outage && service == "DynamoDB" && calls > from && calls < from+40 {
					return &faults[0]
				}
				if stuck && state == "RestoreAlias" {
					return &faults[0]
				}
				if most == 0 || d.random.Float64() >= probability || service == "Lambda" && !lambdaToo {
					return nil
				}
				most--
				return &faults[d.random.IntN(len(faults))]
			},
		}
	}
}

// interruptions are what happens in the middle of an execution: it is aborted, or
// something else begins.
func (d *day) interruptions(depth int) func(asl.Point) bool {
	if d.one(2) {
		return never
	}
	left, abort := d.random.IntN(150), d.one(2)
	return func(p asl.Point) bool {
		if left--; left != 0 {
			return false
		}
		if abort {
			d.note("abort at %v", p)
			return true
		}
		if depth < 2 {
			sleep := d.clock.OnSleep
			d.note("in between, at %v:", p)
			d.step(depth + 1)
			d.clock.OnSleep = sleep
		}
		return false
	}
}
