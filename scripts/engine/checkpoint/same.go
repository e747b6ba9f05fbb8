package checkpoint

import (
	"maps"
	"slices"
	"sync"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// sames finds what the state holds already of a resource that did not change. Its
// values stay as they are written there: encoded anew, a secret would read differently
// each time.
type sames struct {
	mu   sync.Mutex
	base []apitype.ResourceV3
	ops  map[int64]*unchanged // by the step's number
}

// unchanged is a resource as the state has it.
type unchanged struct{ written apitype.ResourceV3 }

func newSames(base *apitype.DeploymentV3) *sames {
	return &sames{base: base.Resources, ops: map[int64]*unchanged{}}
}

// of is nil for an entry that changes something, or may.
func (s *sames) of(e engine.JournalEntry) *unchanged {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case e.Kind == engine.JournalEntryWrite || e.Kind == engine.JournalEntryRebuiltBaseState:
		s.base, s.ops = nil, map[int64]*unchanged{} // the engine counts resources anew
	case !e.ElideWrite || e.State == nil:
	case e.Kind == engine.JournalEntryOutputs && e.RemoveNew != nil:
		return s.ops[*e.RemoveNew]
	case e.Kind == engine.JournalEntrySuccess && e.RemoveOld != nil && *e.RemoveOld < int64(len(s.base)):
		if old := s.base[*e.RemoveOld]; old.URN == e.State.URN && old.ID == e.State.ID {
			s.ops[e.OperationID] = &unchanged{old}
		}
		return s.ops[e.OperationID]
	}
	return nil
}

// take gives the resource the values that are written, and the order of its
// dependencies if they are the same ones.
func (u *unchanged) take(r *apitype.ResourceV3) {
	r.Inputs, r.Outputs = u.written.Inputs, u.written.Outputs
	if sameSet(r.Dependencies, u.written.Dependencies) {
		r.Dependencies = slices.Clone(u.written.Dependencies)
	}
	if maps.EqualFunc(r.PropertyDependencies, u.written.PropertyDependencies, sameSet) {
		r.PropertyDependencies = cloned(u.written.PropertyDependencies)
	}
}

func sameSet(a, b []resource.URN) bool {
	return len(a) == len(b) && slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func cloned(of map[resource.PropertyKey][]resource.URN) map[resource.PropertyKey][]resource.URN {
	if of == nil {
		return nil
	}
	c := make(map[resource.PropertyKey][]resource.URN, len(of))
	for key, urns := range of {
		c[key] = slices.Clone(urns)
	}
	return c
}

// Own is the deployment with lists of its own: whoever puts a state together writes into
// them.
func Own(d *apitype.DeploymentV3) *apitype.DeploymentV3 {
	if d == nil {
		return nil
	}
	own := *d
	own.Resources = slices.Clone(d.Resources)
	for i, r := range own.Resources {
		own.Resources[i] = independent(r)
	}
	return &own
}
