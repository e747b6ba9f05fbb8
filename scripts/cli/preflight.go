package cli

import (
	"context"
	"errors"
	"path/filepath"

	"slipway/scripts/langhost"
	"slipway/shared/contract"
)

// load reads the configuration of one layer.
func (s *session) load(ctx context.Context, layer string) (langhost.Settings, error) {
	values, err := s.stacks[layer].Config(ctx)
	if err != nil {
		return langhost.Settings{}, err
	}
	return s.Programs.Load(langhost.Configuration{
		Project: contract.Project(layer),
		Env:     s.env.Name,
		Folder:  s.folder(layer),
		Values:  values,
	})
}

// folder is where the layer's Pulumi.yaml is.
func (s *session) folder(layer string) string { return filepath.Join(s.Root, "stacks", layer) }

// check is a layer's preflight: its faults, and examples left in a real environment.
func (s *session) check(ctx context.Context, layer string) error {
	l, err := s.load(ctx, layer)
	if err != nil {
		return err
	}
	if !s.env.Simulated && l.Examples != "" {
		return errors.New(l.Examples)
	}
	return nil
}
