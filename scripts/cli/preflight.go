package cli

import (
	"context"
	"errors"
	"path/filepath"

	"slipway/scripts/langhost"
	"slipway/shared/contract"
)

// load reads the configuration of one layer.
func (s *session) load(ctx context.Context, layer spec) (langhost.Settings, error) {
	values, err := s.stacks[layer.name].Config(ctx)
	if err != nil {
		return langhost.Settings{}, err
	}
	return s.Programs.Load(langhost.Configuration{
		Project: contract.Project(layer.name),
		Env:     s.env.Name,
		Folder:  s.folder(layer),
		Values:  values,
	})
}

// folder is where the layer's Pulumi.yaml is.
func (s *session) folder(layer spec) string { return filepath.Join(s.Root, "stacks", layer.name) }

// check is a layer's preflight: its faults, and examples left in a real environment.
func (s *session) check(ctx context.Context, layer spec) error {
	l, err := s.load(ctx, layer)
	if err != nil {
		return err
	}
	if !s.env.Rehearsed && l.Examples != "" {
		return errors.New(l.Examples)
	}
	return nil
}
