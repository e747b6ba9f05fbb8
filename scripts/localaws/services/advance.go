package services

import "time"

// Advance lets everything happen that is due by now, in the order of time: traffic,
// steps of a deployment, versions that become ready and, each minute, a look of the
// alarms at what was counted.
func (m *Model) Advance() {
	now := m.Clock.Now()
	if m.at.IsZero() {
		m.at = now
	}
	for {
		at := m.next(now)
		m.serve(at)
		m.at = at
		m.Function.advance(&m.Repository, at)
		m.Group.advance(m)
		if len(m.Watches) > 0 && at.Equal(at.Truncate(time.Minute)) {
			m.evaluate()
			m.Group.watch(m)
		}
		if !at.Before(now) {
			break
		}
	}
	m.Group.watch(m)
}

// next is the earliest moment after the last one at which something happens, at the
// latest now.
func (m *Model) next(now time.Time) time.Time {
	next := now
	if at := m.Group.next(); !at.IsZero() && at.Before(next) {
		next = at
	}
	if len(m.Watches) > 0 || m.Traffic.PerMinute > 0 {
		if minute := m.at.Truncate(time.Minute).Add(time.Minute); minute.Before(next) {
			next = minute
		}
	}
	if next.Before(m.at) {
		return m.at
	}
	return next
}

// Between reports whether production is between two versions: the alias has
// weights.
func (m *Model) Between() bool { return len(m.Function.Weights) > 0 }

// LiveDigest is the image of the version the alias is on.
func (m *Model) LiveDigest() string {
	return m.Function.Versions[m.Function.AliasVersion].Digest
}

// due reports whether a moment has come; the zero time never comes.
func due(at, now time.Time) bool { return !at.IsZero() && !now.Before(at) }
