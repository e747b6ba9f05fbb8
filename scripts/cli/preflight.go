package cli

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"slipway/shared/config"
)

// source is a stack's configuration as its program would see it.
type source struct {
	project string
	stack   string
	values  map[string]string
}

// Get returns the project's own value.
func (s source) Get(key string) (string, bool) {
	v, ok := s.values[s.project+":"+key]
	return v, ok
}

// Stack is the environment.
func (s source) Stack() string { return s.stack }

// Keys lists the project's own keys, so that a misspelt one is refused.
func (s source) Keys() []string {
	var keys []string
	for key := range s.values {
		if own, ok := strings.CutPrefix(key, s.project+":"); ok {
			keys = append(keys, own)
		}
	}
	slices.Sort(keys)
	return keys
}

// load reads the configuration of one layer.
func (s *session) load(ctx context.Context, layer spec) (loaded, error) {
	values, err := s.stacks[layer.name].Config(ctx)
	if err != nil {
		return loaded{}, err
	}
	return layer.load(source{project: "slipway-" + layer.name, stack: s.env.Name, values: values})
}

// check is a layer's preflight: its own faults, examples left in a real
// environment, and what it says differently from the first layer.
func (s *session) check(ctx context.Context, layer spec) error {
	l, err := s.load(ctx, layer)
	if err != nil {
		return err
	}
	if !s.env.Rehearsed && l.examples != nil {
		return l.examples
	}
	first, err := s.load(ctx, order[0])
	if err != nil {
		return nil // reported by the first layer's own check, or of no concern here
	}
	return agree(order[0].name, first.common, layer.name, l.common)
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
