package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"slipway/scripts/caller"
	"slipway/scripts/doctor"
	"slipway/scripts/engine"
	"slipway/scripts/localaws"
	"slipway/scripts/named"
	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// absent rejects settings that name what is not in the functions' account, and says what it
// could not look at.
func (s *session) absent(ctx context.Context, shared config.Common) error {
	wanted, err := s.wanted(ctx, shared, false)
	if err != nil {
		return err
	}
	found, err := s.lookUp(ctx, shared, wanted)
	for _, note := range found.Notes {
		s.Console.Line("%s", note)
	}
	if len(found.Unread) > 0 {
		s.Console.Line("AWS does not show whether all that the settings name is there: %s.", strings.Join(found.Unread, ", "))
	}
	return err
}

// wanted are the things of others that the settings name: those that the state does not show
// to be in use, or all.
func (s *session) wanted(ctx context.Context, shared config.Common, all bool) (named.Wanted, error) {
	w := named.Wanted{
		Env:     s.env.Name,
		Region:  s.regionOf(shared),
		Account: s.ownAccount(),
	}
	if shared.Target.Separate() {
		w.Account = shared.Target.Account
	}
	if s.aws == nil {
		w.Home = w.Account
	}
	compute := s.stacks[contract.ComputeLayer]
	l, err := s.load(ctx, contract.ComputeLayer)
	if err != nil || len(l.Named) == 0 {
		return w, err
	}
	var exported []byte
	if !all {
		if exported, err = compute.Export(ctx); err != nil {
			return w, err
		}
	}
	recorded, err := named.ReadRecorded(exported)
	if err != nil {
		return w, err
	}
	things := make([]named.Thing, 0, len(l.Named))
	for _, n := range l.Named {
		things = append(things, named.Thing(n))
	}
	stacks := named.Stacks{
		Full:   compute.Reference,
		Own:    map[string]bool{},
		Read:   compute.Another,
		Hidden: engine.Secret,
	}
	for _, layer := range contract.LayerNames() {
		stacks.Own[compute.Reference(contract.Project(layer))] = true
	}
	w.Resolve(ctx, things, recorded, stacks)
	return w, nil
}

// others looks at all that the settings name, in use or not: what was there when it was
// deployed may be gone, or may have become too little.
func (p *patient) others(ctx context.Context) ([]doctor.Finding, error) {
	shared, err := p.shared(ctx)
	if err != nil {
		return nil, err
	}
	wanted, err := p.wanted(ctx, shared, true)
	if err != nil {
		return nil, err
	}
	seen, err := p.lookUp(ctx, shared, wanted)
	var absent *named.AbsentError
	var faults []string
	if errors.As(err, &absent) {
		faults = absent.Faults
	} else if err != nil {
		return nil, err
	}
	found := doctor.Others(len(wanted.Things), faults, seen.Notes)
	if len(seen.Unread) > 0 {
		return found, fmt.Errorf("AWS does not show %s", strings.Join(seen.Unread, ", "))
	}
	return found, nil
}

// lookUp asks the functions' account, unless there is nothing to ask for.
func (s *session) lookUp(ctx context.Context, shared config.Common, w named.Wanted) (named.Found, error) {
	if len(w.Things) == 0 {
		return w.Check(ctx, nil)
	}
	if s.aws != nil {
		return w.Check(ctx, named.Simulated{
			Store:   localaws.Open(s.env.AWSDir),
			Account: w.Account,
			Absent:  s.aws.Absent(),
		})
	}
	loaded, err := s.loadAWS(ctx, shared)
	if err != nil {
		return named.Found{}, err
	}
	if account, role := s.target(shared, toDeploy); account != "" {
		loaded = caller.Assume(loaded, role, awsaccount.SessionName(shared))
	}
	return w.Check(ctx, named.AWS{Config: loaded, Account: w.Account})
}
