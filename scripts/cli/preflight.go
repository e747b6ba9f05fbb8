package cli

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"slipway/scripts/langhost"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// load reads the configuration of one layer.
func (s *session) load(ctx context.Context, layer spec) (langhost.Settings, error) {
	values, err := s.stacks[layer.name].Config(ctx)
	if err != nil {
		return langhost.Settings{}, err
	}
	return s.Programs.Load(langhost.Configuration{Project: contract.Project(layer.name), Env: s.env.Name, Values: values})
}

// check is a layer's preflight: its own faults, examples left in a real
// environment, and what it says differently from the first layer.
func (s *session) check(ctx context.Context, layer spec) error {
	l, err := s.load(ctx, layer)
	if err != nil {
		return err
	}
	if !s.env.Rehearsed && l.Examples != "" {
		return errors.New(l.Examples)
	}
	first, err := s.load(ctx, order[0])
	if err != nil {
		return nil // reported by the first layer's own check, or of no concern here
	}
	return agree(order[0].name, first.Common, layer.name, l.Common)
}

// agree refuses layers that would name or place the same environment differently.
func agree(first string, a config.Common, second string, b config.Common) error {
	var faults []error
	for key, values := range map[string][2]any{
		"environmentSuffix": {a.Suffix.String(), b.Suffix.String()},
		"services":          {a.Services, b.Services},
		"account":           {a.Account, b.Account},
		"targetAccount":     {a.Target.Account, b.Target.Account},
	} {
		if !reflect.DeepEqual(values[0], values[1]) {
			faults = append(faults, fmt.Errorf("slipway-%s:%s is %v, slipway-%s:%s is %v: the layers of an environment must agree",
				first, key, values[0], second, key, values[1]))
		}
	}
	slices.SortFunc(faults, func(x, y error) int { return strings.Compare(x.Error(), y.Error()) })
	return errors.Join(faults...)
}
