package release

import (
	"errors"
	"fmt"
	"iter"

	"slipway/scripts/operate/history"
)

// ErrNoEarlier tells that there is nothing to go back to.
var ErrNoEarlier = errors.New("the history has no image that served before the live one: name a version with TO=")

// ErrOnlyPlaceholder tells that there is nothing to go back to but the first image.
var ErrOnlyPlaceholder = errors.New("before the live image there is only the placeholder that the service was " +
	"deployed with, which answers no request: to get it all the same, name its version with TO=")

// ErrNotInHistory tells that somebody moved the alias to an image nobody released.
var ErrNotInHistory = errors.New("no row of the history tells how the live version came to production, so none tells " +
	"what was before it: `make history` lists the versions; name one with TO=")

// Search is what an earlier image is looked for with.
type Search struct {
	// Live is what serves by the alias; empty if the alias could not be read: then the
	// latest row tells.
	Live Image
	// Placeholder tells whether an image is the one that the service was deployed with.
	Placeholder func(Image) bool
}

// Earlier reads the rows of releases, the latest first, until it has found the image that
// served before the live one. That is the last different one that nobody has taken
// back: after v3 was rolled back to v2, a second rollback goes to v1. The live image is
// returned with what the rows tell of it.
func Earlier(rows iter.Seq2[history.Row, error], by Search) (earlier, live Image, err error) {
	s := &search{Search: by}
	for row, err := range rows {
		if err != nil {
			return Image{}, s.Live, fmt.Errorf("%w; a version that is named with TO= needs no history", err)
		}
		if s.take(row); s.complete {
			break
		}
	}
	switch {
	case s.found != nil:
		return *s.found, s.Live, nil
	case s.rows && !s.seen:
		return Image{}, s.Live, ErrNotInHistory
	case s.passed:
		return Image{}, s.Live, ErrOnlyPlaceholder
	}
	return Image{}, s.Live, ErrNoEarlier
}

type search struct {
	Search
	taken    []Image // by people, in rows read so far
	rows     bool    // there are any
	seen     bool    // a row has told how the live image came to production
	passed   bool    // the placeholder was an answer but for its nature
	found    *Image
	complete bool // what was found has been found in its own row
}

// take learns from one row, which is older than those before it.
func (s *search) take(row history.Row) {
	s.rows = true
	target, previous := targetOf(row), previousOf(row)
	isLive := s.live(row, target)
	served := row["state"] == succeeded
	if s.found != nil {
		if served && target.Same(*s.found) {
			s.found.learn(target)
			s.complete = true
		}
		return
	}
	// What came to production before the live image did is looked at, and nothing
	// later: an alias moved by hand has left that behind.
	if s.seen && served && s.fits(target) {
		s.found, s.complete = &target, true
		return
	}
	switch {
	case takesBack(row):
		s.taken = append(s.taken, previous)
	case s.seen && (served || isLive) && s.fits(previous):
		s.found = &previous
	}
}

// live tells whether the row is of the live image.
func (s *search) live(row history.Row, target Image) bool {
	if s.Live.Version == "" && (row["state"] == succeeded || row["state"] == notRestored) {
		s.Live = target
	}
	if !target.Same(s.Live) {
		return false
	}
	s.seen = true
	s.Live.learn(target)
	return true
}

// fits tells whether an image can be gone back to without being named.
func (s *search) fits(i Image) bool {
	if i.Version == "" || i.Same(s.Live) || anyIs(s.taken, i) {
		return false
	}
	if s.Placeholder(i) {
		s.passed = true
		return false
	}
	return true
}
