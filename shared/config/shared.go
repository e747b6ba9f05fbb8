package config

import (
	"fmt"
	"reflect"
	"strings"

	"slipway/shared/contract"
)

// Later is a Source of a layer that can read the configuration of the layers before
// it: the layers' shared keys are set in foundation's, and what compute's functions
// are is set in compute's.
type Later interface {
	Earlier(layer string) (Source, error)
}

// earlier returns a reader of an earlier layer's configuration, or nil if r reads that
// itself or from a source that does not know it.
func (r *Reader) earlier(layer string) *Reader {
	later, ok := r.source.(Later)
	if !ok || r.project == contract.Project(layer) {
		return nil
	}
	source, err := later.Earlier(layer)
	if err != nil {
		r.Fail(err)
		return nil
	}
	return NewReader(contract.Project(layer), source)
}

// shared reads a key that the layers share: from foundation, if there is one. The
// layer may repeat the key, but not contradict foundation.
func shared[T any](r, foundation *Reader, key string, read func(*Reader, string) T) T {
	if foundation == nil {
		return read(r, key)
	}
	before := len(*r.faults) + len(*foundation.faults)
	value := read(foundation, key)
	if _, repeated := r.source.Get(key); !repeated {
		return value
	}
	own := read(r, key)
	if len(*r.faults)+len(*foundation.faults) == before && !reflect.DeepEqual(own, value) {
		r.contradict(foundation, key, own, value)
	}
	return value
}

// contradict keeps the fault of a layer that sets a shared key to something else
// than foundation does.
func (r *Reader) contradict(foundation *Reader, key string, own, value any) {
	in := "in"
	if _, set := foundation.source.Get(key); !set {
		in = "by default in"
	}
	r.Fail(fmt.Errorf("%s is %q in %s, %s is %q %s %s: set it in the second file alone; "+
		"`pulumi config rm %s` in stacks/%s takes it out of the first",
		FullKey(r.project, key), fmt.Sprint(own), r.file(),
		FullKey(foundation.project, key), fmt.Sprint(value), in, foundation.file(),
		FullKey(r.project, key), r.layer()))
}

func (r *Reader) layer() string { return strings.TrimPrefix(r.project, contract.Project("")) }

// file names the stack file in the checkout.
func (r *Reader) file() string {
	return fmt.Sprintf("stacks/%s/Pulumi.%s.yaml", r.layer(), r.source.Stack())
}
