package localaws

import (
	"sync"

	"slipway/scripts/localaws/resources"
)

// APICall is a call that changed something, as CloudTrail tells of it.
type APICall = resources.APICall

// trail keeps calls until they are taken.
type trail struct {
	mutex sync.Mutex
	calls []APICall
}

func (t *trail) add(c APICall) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.calls = append(t.calls, c)
}

// Trailed takes the calls that CloudTrail has told of since it was last asked, the
// oldest first; none if the simulated accounts have no trail.
func (s *Server) Trailed() []APICall {
	s.trail.mutex.Lock()
	defer s.trail.mutex.Unlock()
	calls := s.trail.calls
	s.trail.calls = nil
	return calls
}
