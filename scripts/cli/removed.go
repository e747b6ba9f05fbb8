package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/scripts/layers"
	"slipway/shared/contract"
)

// removal is what a deployment takes out of an environment's services.
type removal struct {
	recorded
	going  []string // deployed, and no longer in the settings
	coming []string // in the settings, and not deployed
}

// removal compares the services that are deployed with those of the settings, which
// have been checked.
func (s *session) removal(ctx context.Context) (r removal, err error) {
	l, err := s.load(ctx, contract.FoundationLayer)
	if err != nil {
		return r, err
	}
	if r.recorded, err = s.recorded(ctx); err != nil {
		return r, err
	}
	for _, layer := range contract.LayerNames() {
		for _, service := range r.services(layer) {
			if !l.Common.Has(service) && !slices.Contains(r.going, service) {
				r.going = append(r.going, service)
			}
		}
	}
	slices.Sort(r.going)
	for _, service := range l.Common.Services {
		if name := service.String(); !slices.Contains(r.services(contract.FoundationLayer), name) {
			r.coming = append(r.coming, name)
		}
	}
	return r, nil
}

// held are the services among those that go which the layer has deployed.
func (r removal) held(layer string) []string {
	var found []string
	for _, service := range r.going {
		if slices.Contains(r.services(layer), service) {
			found = append(found, service)
		}
	}
	return found
}

// backward are the layers that have to let services go before the layers that they
// stand on: the pipeline first, then the function, the images last.
func (r removal) backward() []string {
	var names []string
	for _, layer := range []string{contract.ComputeLayer, contract.DeliveryLayer} {
		if len(r.held(layer)) > 0 {
			names = append(names, layer)
		}
	}
	return names
}

// parts are what each layer has of a service.
var parts = map[string]string{
	contract.FoundationLayer: "images",
	contract.ComputeLayer:    "function",
	contract.DeliveryLayer:   "pipeline",
}

// possible rejects what would take away a thing that another still needs. One layer
// alone may not let a service go that a later layer has: its images would be gone
// while its function serves.
func (s *session) possible(r removal, names []string) error {
	all := "make deploy-all ENV=" + s.env.Name
	for _, layer := range contract.Layers() {
		if len(names) == 0 || !slices.Contains(names, layer.Name) {
			continue
		}
		for _, later := range contract.Layers() {
			needed := r.held(later.Name)
			if !slices.Contains(later.Needs, layer.Name) || len(needed) == 0 || len(r.held(layer.Name)) == 0 {
				continue
			}
			return &layers.Hint{
				Problem: fmt.Sprintf("%s would delete the %s of %s, but %s still has the %s: "+
					"a service goes through the layers backward, its images last",
					layer.Name, parts[layer.Name], strings.Join(needed, ", "), later.Name, parts[later.Name]),
				If:      "if it is to go",
				Command: all,
			}
		}
	}
	if len(names) == 0 && len(r.coming) > 0 && len(r.backward()) > 0 {
		return fmt.Errorf("services go (%s) and come (%s) in one deployment: a new name is a new service, "+
			"with no image, history or traffic of the old one. To do it, keep both in "+
			"stacks/foundation/Pulumi.%s.yaml and run `%s`, then take out the old one and run it again",
			strings.Join(r.going, ", "), strings.Join(r.coming, ", "), s.env.Name, all)
	}
	return nil
}

// agree checks the settings of the layers that are not among the named: a layer's list of
// services or suffix may not contradict theirs. Of one that is not deployed yet it reads
// the stack file, if there is one: a contradiction would be found with half deployed.
func (s *session) agree(ctx context.Context, names []string) error {
	var faults []error
	for _, layer := range contract.LayerNames() {
		if len(names) == 0 || slices.Contains(names, layer) {
			continue
		}
		held, err := s.runner.Held(ctx, layer)
		if err != nil {
			return err
		}
		switch {
		case held[layer] > 0:
			faults = append(faults, s.check(ctx, layer))
		case s.env.HasFile(layer):
			_, err := s.load(ctx, layer)
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
