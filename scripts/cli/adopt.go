package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"slipway/scripts/engine"
	"slipway/scripts/localaws"
	"slipway/scripts/remains"
	"slipway/shared/contract"
)

// confirmAdopting says what would be taken into the states, what of it is otherwise than
// the settings say, and asks. What could not stay as it is is never taken.
func (s *session) confirmAdopting(ctx context.Context, names []string) error {
	if !s.adopting {
		return nil
	}
	if _, err := s.runner.Planned(ctx, names...); err != nil {
		return err
	}
	unseen, err := s.tellPlanned(ctx)
	if err != nil {
		return err
	}
	if len(s.planned) == 0 && unseen == 0 {
		s.Console.Line("ADOPT=1: AWS holds nothing of %s that no state knows.", s.env.Name)
		return nil
	}
	return s.Console.Confirm(fmt.Sprintf("Take what is there (%d seen, %d not), and what belongs to it, into the state "+
		"of %s as it is? What is missing is made, and what differs from the settings is changed by the next deployment.",
		len(s.planned), unseen, s.env.Name))
}

// take remembers what a preview would take; providers are called from several threads.
func (s *session) take(t engine.Taken) {
	s.taking.Lock()
	defer s.taking.Unlock()
	s.planned = append(s.planned, t)
}

// tellPlanned prints what would be taken, the things of value by name, and rejects what
// would not stay as it is.
func (s *session) tellPlanned(ctx context.Context) (unseen int, err error) {
	var faults []error
	others := map[string]int{}
	for _, t := range s.planned {
		layer := layerOf(t.URN)
		fault := remains.Unfit(t.Type, physical(t.ID), t.Inputs["publish"] == true, t.Outputs, t.Replaces)
		faults = append(faults, fault)
		if _, valued := held[t.Type]; !valued && fault == nil {
			others[layer]++
			continue
		}
		line := fmt.Sprintf("%-10s  there: %s, %s", layer, physical(t.ID), held[t.Type])
		if differs := remains.Differing(t.Type, t.Inputs, t.Differs); len(differs) > 0 {
			line += "; its " + strings.Join(differs, ", ") + " will be changed by the deployment after this one"
		}
		s.Console.Line("%s", line)
	}
	for _, layer := range s.runner.Plan.Names() {
		if n := others[layer]; n > 0 {
			s.Console.Line("%-10s  there: %d of what belongs to these, such as roles and log groups", layer, n)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return 0, fmt.Errorf("nothing was changed: what is there cannot be taken over as it is; docs/adoption.md has the "+
			"way.\n%w", err)
	}
	return s.tellUnseen(ctx)
}

// layerOf is the layer whose program names a resource: urn:pulumi:STACK::PROJECT::TYPE::NAME.
func layerOf(urn string) string {
	return strings.TrimPrefix(strings.Split(urn, "::")[1], contract.Project(""))
}

// tellUnseen prints what may be there and may not be looked at.
func (s *session) tellUnseen(ctx context.Context) (int, error) {
	held, err := s.runner.Held(ctx)
	if err != nil {
		return 0, err
	}
	_, unseen, err := s.things(ctx)
	if err != nil {
		return 0, err
	}
	hidden := 0
	for _, u := range unseen {
		if held[u.Layer] == 0 {
			s.Console.Line("%-10s  perhaps there: %s (%v)", u.Layer, u.ID, u.Why)
			hidden++
		}
	}
	return hidden, nil
}

// adopt finds what is there of what a program asks for.
func (s *session) adopt(ctx context.Context, w engine.Wanted) (string, error) {
	if s.aws == nil {
		real, err := s.remains(ctx)
		if err != nil {
			return "", err
		}
		return real.Find(ctx, layerOf(w.URN), w.Type, w.Inputs)
	}
	shared, err := s.shared(ctx)
	if err != nil {
		return "", err
	}
	return remains.Simulated{
		Store:    localaws.Open(s.env.AWSDir),
		Env:      s.env.Name,
		Region:   s.configuredRegion(shared),
		KeyAlias: shared.Names.KeyAlias.String(),
		Account:  s.simulatedAccount(),
		Target:   shared.Target.Account,
	}.Find(w.Type, w.Inputs)
}
