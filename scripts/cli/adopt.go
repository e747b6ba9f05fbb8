package cli

import (
	"context"
	"fmt"

	"slipway/scripts/engine"
	"slipway/scripts/localaws"
	"slipway/scripts/remains"
)

// confirmAdopting says what would be taken into the states that are lost, and asks.
func (s *session) confirmAdopting(ctx context.Context) error {
	if !s.adopting {
		return nil
	}
	held, err := s.runner.Held(ctx)
	if err != nil {
		return err
	}
	things, unseen, err := s.things(ctx)
	if err != nil {
		return err
	}
	found := 0
	for _, t := range things {
		if held[t.Layer] == 0 {
			s.Console.Line("%-10s  there: %s", t.Layer, t.ID)
			found++
		}
	}
	hidden := 0
	for _, u := range unseen {
		if held[u.Layer] == 0 {
			s.Console.Line("%-10s  perhaps there: %s (%v)", u.Layer, u.ID, u.Why)
			hidden++
		}
	}
	if found == 0 && hidden == 0 {
		s.Console.Line("ADOPT=1: AWS holds nothing of %s that no state knows.", s.env.Name)
		return nil
	}
	return s.Console.Confirm(fmt.Sprintf("Take what is there (%d seen, %d not), and what belongs to it, into the state "+
		"of %s as it is? What is missing is made, and what differs from the settings is changed by the next deployment.",
		found, hidden, s.env.Name))
}

// adopt finds what is there of what a program asks for.
func (s *session) adopt(ctx context.Context, w engine.Wanted) (string, error) {
	if s.aws == nil {
		real, err := s.remains(ctx)
		if err != nil {
			return "", err
		}
		return real.Find(ctx, w.Type, w.Inputs)
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
	}.Find(w.Type, w.Inputs)
}
