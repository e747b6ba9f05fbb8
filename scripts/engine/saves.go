package engine

import (
	"fmt"
	"sync"
	"time"
)

// patience is how long a state may fail to be saved. The engine tries for half a minute,
// and again for each resource that was under way: on a full disk a large operation would
// take a quarter of an hour to end, and save nothing. To give up before the first half
// minute is over spares the second.
const patience = 20 * time.Second

// saves follows whether the files of the state can be written. Once they could not for
// that long, it gives up, and the operations end at once.
type saves struct {
	mu      sync.Mutex
	failing map[string]time.Time // since when the file could not be written
	reason  string
	warn    func(string)
	// lost is closed when it gives up.
	lost chan struct{}
}

func newSaves(warn func(string)) *saves {
	return &saves{
		failing: map[string]time.Time{},
		warn:    warn,
		lost:    make(chan struct{}),
	}
}

// heard hears how the write of a file went. A person is told once, in time to make room.
func (s *saves) heard(key string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		delete(s.failing, key)
		return
	}
	since, known := s.failing[key]
	switch {
	case !known:
		if len(s.failing) == 0 {
			s.warn(fmt.Sprintf("the state cannot be saved, which is tried again for %v: %s", patience, plain(err.Error())))
		}
		s.failing[key] = time.Now()
	case time.Since(since) >= patience && s.reason == "":
		s.reason = plain(err.Error())
		close(s.lost)
	}
}

// gaveUp is why the state could not be saved, "" if it could.
func (s *saves) gaveUp() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reason
}
