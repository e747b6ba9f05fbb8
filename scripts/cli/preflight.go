package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"slipway/scripts/langhost"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// load reads the configuration of one layer.
func (s *session) load(ctx context.Context, layer string) (langhost.Settings, error) {
	values, err := s.stacks[layer].Config(ctx)
	if err != nil {
		return langhost.Settings{}, err
	}
	// In a real account this key would switch the check of the key account off.
	if _, set := values[config.Simulated]; set && !s.env.Simulated {
		return langhost.Settings{}, fmt.Errorf("%s stands in a stack file of %s, but only the command sets it: "+
			"run `pulumi config rm %s --stack %s` in %s",
			config.Simulated, layer, config.Simulated, s.env.Name, filepath.Join("stacks", layer))
	}
	return s.Programs.Load(langhost.Configuration{
		Project: contract.Project(layer),
		Env:     s.env.Name,
		Folder:  s.folder(layer),
		Values:  values,
		Secrets: s.stacks[layer].Secrets(),
	})
}

// folder is where the layer's Pulumi.yaml is.
func (a *app) folder(layer string) string { return filepath.Join(a.Root, "stacks", layer) }

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
