package checkpoint

import (
	"slices"
	"sync"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// sames finds what the state holds already of a resource. Values that did not change stay
// as they are written there: encoded anew, a secret would read differently each time.
type sames struct {
	mu     sync.Mutex
	before []*resource.State
	base   []apitype.ResourceV3
	ops    map[int64]*earlier // by the step's number
	noted  map[int64]bool     // steps that the state lists as under way
}

// earlier is a resource as the state has it, decoded and written.
type earlier struct {
	state   *resource.State
	written apitype.ResourceV3
	noted   bool
}

func newSames(before *deploy.Snapshot, base *apitype.DeploymentV3) *sames {
	s := &sames{
		base:  base.Resources,
		ops:   map[int64]*earlier{},
		noted: map[int64]bool{},
	}
	if before != nil && len(before.Resources) == len(base.Resources) {
		s.before = before.Resources
	}
	return s
}

// of is the resource of the entry as it was; nil if the entry is of none that was there.
func (s *sames) of(e engine.JournalEntry) *earlier {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e.Kind {
	case engine.JournalEntryWrite, engine.JournalEntryRebuiltBaseState:
		s.before, s.ops = nil, map[int64]*earlier{} // the engine counts resources anew
	case engine.JournalEntryBegin:
		s.noted[e.OperationID] = e.Operation != nil
	case engine.JournalEntryOutputs:
		if e.State != nil && e.RemoveNew != nil {
			return s.ops[*e.RemoveNew]
		}
	case engine.JournalEntrySuccess:
		if e.State == nil || e.RemoveOld == nil || *e.RemoveOld >= int64(len(s.before)) {
			return nil
		}
		is := &earlier{
			state:   s.before[*e.RemoveOld],
			written: s.base[*e.RemoveOld],
			noted:   s.noted[e.OperationID],
		}
		if is.written.URN != e.State.URN || is.written.ID != e.State.ID {
			return nil
		}
		s.ops[e.OperationID] = is
		return is
	}
	return nil
}

// kept are the values of a step that are written already.
type kept struct{ inputs, outputs bool }

// spare takes from the step's copy of the resource what need not be encoded.
func (e *earlier) spare(now *resource.State) kept {
	k := kept{
		inputs:  e.state.Inputs.DeepEquals(now.Inputs),
		outputs: e.state.Outputs.DeepEquals(now.Outputs),
	}
	if k.inputs {
		now.Inputs = nil
	}
	if k.outputs {
		now.Outputs = nil
	}
	return k
}

// fill gives the resource the values that are written, and its dependencies in their order
// if they are the same ones: programs say them in any. It tells whether the state need not
// be saved for the step.
func (e *earlier) fill(r *apitype.ResourceV3, k kept) (nothingNew bool) {
	if k.inputs {
		r.Inputs = e.written.Inputs
	}
	if k.outputs {
		r.Outputs = e.written.Outputs
	}
	if sameSet(r.Dependencies, e.written.Dependencies) {
		r.Dependencies = slices.Clone(e.written.Dependencies)
	}
	for key, urns := range r.PropertyDependencies {
		if sameSet(urns, e.written.PropertyDependencies[key]) {
			r.PropertyDependencies[key] = slices.Clone(e.written.PropertyDependencies[key])
		}
	}
	was, is := bare(e.written), bare(*r)
	return !e.noted && equal(&was, &is)
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
