package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"slipway/scripts/caller"
	"slipway/scripts/capacity"
	"slipway/scripts/langhost"
	"slipway/scripts/localaws"
	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// room rejects a deployment of the named layers, of all without names, for which the
// accounts have no room or that names what they do not hold, and says what it could not
// look at.
func (s *session) room(ctx context.Context, names []string) error {
	shared, err := s.shared(ctx)
	if err != nil {
		return err
	}
	needs, err := s.needs(ctx, shared, names)
	if err != nil {
		return err
	}
	own, target, err := s.accounts(ctx, shared)
	if err != nil {
		return err
	}
	found, err := needs.Check(ctx, own, target)
	for _, note := range found.Notes {
		s.Console.Line("%s", note)
	}
	if len(found.Unread) > 0 {
		s.Console.Line("AWS does not show all that tells whether there is room: %s.", strings.Join(found.Unread, ", "))
	}
	if len(names) == 0 || slices.Contains(names, contract.ComputeLayer) {
		return errors.Join(err, s.absent(ctx, shared))
	}
	return err
}

// needs are what the layers need and do not have yet.
func (s *session) needs(ctx context.Context, shared config.Common, names []string) (capacity.Needs, error) {
	n := capacity.Needs{
		Env:    s.env.Name,
		Region: s.regionOf(shared),
		Own:    s.ownAccount(),
	}
	n.Target = n.Own
	if shared.Target.Separate() {
		n.Target = shared.Target.Account
	}
	recorded, err := s.held(ctx)
	if err != nil {
		return n, err
	}
	for _, layer := range contract.LayerNames() {
		if len(names) > 0 && !slices.Contains(names, layer) {
			continue
		}
		l, err := s.load(ctx, layer)
		if err != nil {
			return n, err
		}
		if err := add(&n, layer, l, recorded); err != nil {
			return n, err
		}
	}
	if s.aws != nil {
		n.Pulls = 0 // nobody has to complete a connection of the simulated AWS
	}
	return n, nil
}

// held is what the states hold of what can be short.
func (s *session) held(ctx context.Context) (*capacity.Recorded, error) {
	recorded := capacity.NewRecorded()
	for _, layer := range contract.LayerNames() {
		exported, err := s.stacks[layer].Export(ctx)
		if err != nil {
			return recorded, err
		}
		if err := recorded.Read(exported); err != nil {
			return recorded, err
		}
	}
	return recorded, nil
}

// add adds what one layer needs.
func add(n *capacity.Needs, layer string, l langhost.Settings, recorded *capacity.Recorded) error {
	switch layer {
	case contract.FoundationLayer:
		all, err := l.Common.Names.Buckets(n.Own)
		if err != nil {
			return err
		}
		wanted := []string{all.Artifacts.String(), all.Cache.String()}
		if l.Room.Logs {
			wanted = append(wanted, all.Logs.String())
		}
		n.Buckets, n.Topic = recorded.Missing(wanted), recorded.Topic
		if l.Room.Workspace != recorded.Workspace {
			n.Workspace = l.Room.Workspace
		}
	case contract.ComputeLayer:
		n.Functions = recorded.More("slipway-compute:reservedConcurrency", l.Room.Functions)
		for function, executions := range recorded.Reserved {
			if _, stays := l.Room.Functions[function]; !stays && function != l.Common.Names.Webhook.String() {
				n.Freed += executions
			}
		}
	case contract.DeliveryLayer:
		n.Receiver = recorded.More("slipway-delivery:webhookConcurrency", l.Room.Receiver)
		if n.Connection = recorded.Connection; l.Room.Connection != "" {
			n.Connection = l.Room.Connection
		}
		n.Pulls = max(0, l.Room.Pulls-recorded.Pulls)
		n.Builds = recorded.MoreBuilds(l.Room.Builds)
		if services := len(l.Common.Services); services > recorded.Pipelines {
			n.Services = services
		}
	}
	return nil
}

// ownAccount is the tooling account, as the caller knows it.
func (s *session) ownAccount() string {
	if s.whose != nil {
		return s.whose.Account
	}
	return s.simulatedAccount()
}

// accounts answer for the tooling account and the services', which may be the same.
func (s *session) accounts(ctx context.Context, shared config.Common) (own, target capacity.Account, err error) {
	if s.aws != nil {
		simulated := func(account string) capacity.Account {
			return capacity.Simulated{
				Store:   localaws.Open(s.env.AWSDir),
				Limits:  s.aws.Limits(),
				Account: account,
				Away:    s.aws.Away(),
			}
		}
		own = simulated(s.simulatedAccount())
		if !shared.Target.Separate() {
			return own, own, nil
		}
		return own, simulated(shared.Target.Account), nil
	}
	loaded, err := s.loadAWS(ctx, shared)
	if err != nil {
		return nil, nil, err
	}
	own = capacity.AWS{Config: loaded}
	account, role := s.target(shared, toDeploy)
	if account == "" {
		return own, own, nil
	}
	return own, capacity.AWS{Config: caller.Assume(loaded, role, awsaccount.SessionName(shared))}, nil
}
