package services

import "time"

// Traffic is what calls the alias.
type Traffic struct {
	// PerMinute is how many calls come in a minute.
	PerMinute float64
	// Random lets the calls come one by one, at random times, with an answer drawn for
	// each; the model's Seed repeats them. Otherwise exactly the expected share of calls
	// reaches each version and exactly its rate of them fails, in parts of a call if
	// need be.
	Random bool
}

// serve counts the calls from the last moment to the next, both in one minute. The
// alias stays as it is between the two.
func (m *Model) serve(to time.Time) {
	minutes := to.Sub(m.at).Minutes()
	if m.Traffic.PerMinute <= 0 || minutes <= 0 {
		return
	}
	if m.Traffic.Random {
		for at := m.arrival(0); at < minutes; at = m.arrival(at) {
			m.call()
		}
		return
	}
	calls, rest := m.Traffic.PerMinute*minutes, 1.0
	for _, version := range m.Function.versionsBeside() {
		share := m.Function.Weights[version]
		m.expect(version, calls*share)
		rest -= share
	}
	m.expect(m.Function.AliasVersion, calls*rest)
}

// arrival is when the call after the given moment comes, in minutes.
func (m *Model) arrival(after float64) float64 {
	return after + m.dice().ExpFloat64()/m.Traffic.PerMinute
}

// call counts one call through the alias, of whatever version answers it.
func (m *Model) call() {
	version := m.routed()
	v := m.Function.Versions[version]
	c := count{Invocations: 1}
	switch {
	case v == nil:
	case m.chance(v.ThrottleRate):
		c = count{Throttles: 1}
	case m.chance(v.FailureRate):
		c.Errors = 1
	}
	m.record(version, true, c)
}

// expect counts what so many calls of a version are expected to give.
func (m *Model) expect(version string, calls float64) {
	c := count{Invocations: calls}
	if v := m.Function.Versions[version]; v != nil {
		c.Throttles = calls * v.ThrottleRate / 100
		c.Invocations -= c.Throttles
		c.Errors = c.Invocations * v.FailureRate / 100
	}
	m.record(version, true, c)
}
