package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"

	"slipway/scripts/bootstrap"
	"slipway/scripts/layers"
	"slipway/scripts/postdeploy"
	"slipway/scripts/remains"
	"slipway/shared/contract"
)

// hook ties the steps around the layers to the plan.
func (s *session) hook(plan layers.Plan) {
	for i := range plan {
		layer := plan[i].Name
		plan[i].Check = func(ctx context.Context) error { return s.check(ctx, layer) }
		plan[i].Before = func(context.Context) error { return s.keepSalt() }
		plan[i].Behind = func(ctx context.Context) ([]string, error) { return s.behind(ctx, plan[i]) }
		switch layer {
		case contract.ComputeLayer:
			plan[i].Check = func(ctx context.Context) error {
				return errors.Join(s.check(ctx, layer), s.checkImages(ctx, layer))
			}
			plan[i].Before = func(ctx context.Context) error {
				if err := s.keepSalt(); err != nil {
					return err
				}
				return s.bootstrap(ctx, layer)
			}
		case contract.DeliveryLayer:
			plan[i].After = s.secure
		}
	}
}

// behind names the outputs that have changed since the layer read them.
func (s *session) behind(ctx context.Context, l layers.Layer) ([]string, error) {
	var outputs []string
	for _, need := range l.Needs {
		names, err := s.stacks[l.Name].Behind(ctx, s.stacks[need])
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			outputs = append(outputs, name+" of "+need)
		}
	}
	return outputs, nil
}

// repositories are the image repositories of the deployed foundation, by service.
func (s *session) repositories(ctx context.Context) (map[string]string, error) {
	foundation, err := s.foundation(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for service, repository := range foundation.Services {
		found[service] = repository.URI
	}
	return found, nil
}

// checkImages refuses a configured digest that is in no repository: Lambda
// would refuse it as well, but only after the foundation has been changed.
func (s *session) checkImages(ctx context.Context, layer string) error {
	l, err := s.load(ctx, layer)
	if err != nil || len(l.Images) == 0 {
		return nil // a faulty configuration is reported by the layer's own check
	}
	repositories, err := s.repositories(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, service := range slices.Sorted(maps.Keys(l.Images)) {
		digest, found := l.Images[service], ""
		if uri, ok := repositories[service]; ok {
			registry, err := s.registry(ctx)
			if err != nil {
				return err
			}
			if found, err = registry.Digest(ctx, uri, digest); err != nil {
				return fmt.Errorf("look for image of %s: %w", service, err)
			}
		}
		if found == "" {
			faults = append(faults, fmt.Errorf("slipway-compute:images has %s for %s: no such image is in its repository; "+
				"push it first, or leave the service out and it starts with a placeholder", digest, service))
		}
	}
	return errors.Join(faults...)
}

// bootstrap gives functions that do not exist yet an image to start with.
// Existing functions are changed by releases alone.
func (s *session) bootstrap(ctx context.Context, layer string) error {
	l, err := s.load(ctx, layer)
	if err != nil {
		return err
	}
	repositories, err := s.repositories(ctx)
	if err != nil {
		return err
	}
	deployed, err := s.functions(ctx)
	if err != nil {
		return err
	}
	if s.adopting {
		things, _, err := s.things(ctx)
		if err != nil {
			return err
		}
		for _, t := range remains.Of(things, layer) {
			deployed[t.ID] = true
		}
	}
	for service := range repositories {
		exists := deployed[l.Common.Names.Services[service].Function.String()]
		if _, chosen := l.Images[service]; exists || chosen || !l.Common.Has(service) {
			delete(repositories, service)
		}
	}
	if len(repositories) == 0 {
		return nil
	}
	registry, err := s.registry(ctx)
	if err != nil {
		return err
	}
	released, err := s.remade(ctx, registry, repositories, l)
	if err != nil {
		return err
	}
	for service := range released {
		delete(repositories, service)
	}
	wanted := map[string]bootstrap.Wanted{}
	for service, repository := range repositories {
		wanted[service] = bootstrap.Wanted{Repository: repository, Architecture: l.Architectures[service]}
	}
	build := func(ctx context.Context, architecture string) ([]byte, error) {
		return bootstrap.Build(ctx, s.Root, architecture)
	}
	digests, err := bootstrap.Ensure(ctx, registry, wanted, build, func(repository, digest string) {
		s.progress.Note("%-10s  first image pushed to %s (%.19s…)", layer, repository, digest)
	})
	if err != nil {
		return err
	}
	maps.Copy(digests, released)
	maps.Copy(digests, l.Images)
	return s.stacks[contract.ComputeLayer].Set("slipway-compute:images", digests)
}

// secure gives the webhook's secret its value.
func (s *session) secure(ctx context.Context) error {
	outputs, err := s.delivery(ctx)
	if err != nil {
		return err
	}
	secrets, err := s.secrets(ctx)
	if err != nil {
		return err
	}
	made, err := postdeploy.EnsureSecret(ctx, secrets, outputs.WebhookSecret, rand.Reader)
	if made {
		s.progress.Note("%-10s  the webhook's secret has been given a random value", contract.DeliveryLayer)
	}
	return err
}
