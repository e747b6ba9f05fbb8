package services

import (
	"maps"
	"slices"
	"time"
)

// The states of an alarm.
const (
	alarming = "ALARM"
	quiet    = "OK"
)

// Watch is a metric alarm on the alias. Each minute it looks at the last Periods whole
// periods whose numbers have arrived; the window slides with the minutes ("Alarm
// evaluation window", CloudWatch user guide). It goes to ALARM when Datapoints of them
// are bad. Missing data counts as good (notBreaching).
type Watch struct {
	Period              time.Duration
	Periods, Datapoints int
	// Bad judges the numbers of one period.
	Bad func(invocations, errors, throttles float64) bool
}

// ErrorsWatch is an alarm on the sum of errors in a period.
func ErrorsWatch(threshold float64, period time.Duration) Watch {
	return Watch{
		Period:     period,
		Periods:    1,
		Datapoints: 1,
		Bad:        func(_, errors, _ float64) bool { return reached(errors, threshold) },
	}
}

// ReleaseWatch is an alarm on minutes in which at least one call failed or was turned
// away and at least so many of a hundred calls were: two such minutes of the last five.
func ReleaseWatch(percent float64) Watch {
	return Watch{
		Period:     time.Minute,
		Periods:    5,
		Datapoints: 2,
		Bad: func(invocations, errors, throttles float64) bool {
			bad := errors + throttles
			return reached(bad, 1) && reached(100*bad, percent*(invocations+throttles))
		},
	}
}

// reached is >= for sums of parts of a call: what differs by a rounding error counts
// as equal.
func reached(value, threshold float64) bool { return value >= threshold-1e-9 }

// evaluate lets each alarm with a watch look at the numbers. As on AWS, a state that
// was set by hand lasts until then only.
func (m *Model) evaluate() {
	for _, name := range slices.Sorted(maps.Keys(m.Watches)) {
		if m.Alarms == nil {
			m.Alarms = map[string]string{}
		}
		m.Alarms[name] = m.judge(m.Watches[name])
	}
}

func (m *Model) judge(w Watch) string {
	end, bad := m.visible(m.at), 0
	for range w.Periods {
		c := m.sum(end.Add(-w.Period), end, func(s series) bool { return s.through })
		if !c.none() && w.Bad(c.Invocations, c.Errors, c.Throttles) {
			bad++
		}
		end = end.Add(-w.Period)
	}
	if bad >= w.Datapoints {
		return alarming
	}
	return quiet
}
