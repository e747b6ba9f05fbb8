package services

import (
	"math/rand/v2"
	"time"
)

// count is what Lambda counts of calls. With expected values it is no whole number.
type count struct{ Invocations, Errors, Throttles float64 }

func (c count) plus(other count) count {
	return count{c.Invocations + other.Invocations, c.Errors + other.Errors, c.Throttles + other.Throttles}
}

// none reports whether nothing was counted, so that there is no data point.
func (c count) none() bool { return c == count{} }

// series is what calls are counted by: the version that answered, whether it was called
// through the alias, and whether the alias had weights then. Lambda documents the
// dimension ExecutedVersion for the two versions of a weighted alias only ("Using
// dimensions to view metrics", Lambda developer guide), so without weights the model
// has no numbers under it.
type series struct {
	version           string
	through, weighted bool
}

// counts are the numbers of one minute.
type counts map[series]count

// record counts calls in the minute that is now.
func (m *Model) record(version string, through bool, c count) {
	minute := m.at.Unix() / 60
	if m.minutes == nil {
		m.minutes = map[int64]counts{}
	}
	if m.minutes[minute] == nil {
		m.minutes[minute] = counts{}
	}
	s := series{
		version:  version,
		through:  through,
		weighted: through && len(m.Function.Weights) > 0,
	}
	m.minutes[minute][s] = m.minutes[minute][s].plus(c)
}

// sum adds up the minutes from one moment to another, of the series that match.
func (m *Model) sum(from, to time.Time, matches func(series) bool) count {
	total := count{}
	for minute := from.Unix() / 60; minute < to.Unix()/60; minute++ {
		for s, c := range m.minutes[minute] {
			if matches(s) {
				total = total.plus(c)
			}
		}
	}
	return total
}

// visible is the moment before which all numbers have arrived.
func (m *Model) visible(now time.Time) time.Time {
	delay := m.MetricsDelay
	if delay == 0 {
		delay = metricsDelay
	}
	return now.Add(-delay).Truncate(time.Minute)
}

// metricsDelay is how long the numbers of a minute are on their way at the longest.
const metricsDelay = 2 * time.Minute

// chance is true for so many of a hundred calls.
func (m *Model) chance(percent float64) bool {
	switch {
	case percent <= 0:
		return false
	case percent >= 100:
		return true
	}
	return 100*m.dice().Float64() < percent
}

func (m *Model) dice() *rand.Rand {
	if m.random == nil {
		m.random = rand.New(rand.NewPCG(m.Seed, 0))
	}
	return m.random
}
