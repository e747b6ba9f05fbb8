package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"slipway/scripts/engine"
	"slipway/scripts/environment"
	"slipway/scripts/identity"
	"slipway/scripts/operate/status"
	"slipway/shared/contract"
)

// patient is an environment that is looked at whatever state it is in. Each step of
// opening it is a check of its own, so nothing here ends the run.
type patient struct {
	*operated
	engine   *engine.Engine
	unopened error
	strange  error // the state is one of a simulated AWS, and that which would be called is not, or the other way
	// services are how they stand, asked for once.
	services func(context.Context) ([]status.Service, error)
}

func newPatient(a *app, env environment.Environment) *patient {
	s := &session{
		app:    a,
		env:    env,
		stacks: map[string]*engine.Stack{},
	}
	s.progress = a.watch()
	p := &patient{operated: &operated{session: s}}
	var once sync.Once
	var all []status.Service
	var failed error
	p.services = func(ctx context.Context) ([]status.Service, error) {
		once.Do(func() { all, failed = p.describe(ctx) })
		return all, failed
	}
	return p
}

// open opens the stacks without a lock, and without a folder for a state that is nowhere.
func (p *patient) open(ctx context.Context) {
	p.unopened = p.openState(ctx)
}

func (p *patient) openState(ctx context.Context) error {
	if folder := environment.Folder(p.env.BackendURL); folder != "" {
		if _, err := os.Stat(folder); err != nil {
			return fmt.Errorf("no state of %s is at %s: set PULUMI_BACKEND_URL, or backend.url in each stacks/*/Pulumi.yaml, "+
				"to where it is. An environment that was never deployed has none", p.env.Name, folder)
		}
	}
	if err := p.chooseBackend(toRead); err != nil {
		return err
	}
	options, err := p.options(toRead)
	if err != nil {
		return err
	}
	if p.env.Simulated {
		if err := p.simulate(ctx, &options); err != nil {
			return err
		}
	}
	p.engine = engine.New(options)
	if err := p.openStacks(ctx, p.engine); err != nil {
		return err
	}
	for _, stack := range p.stacks {
		stack.Still()
	}
	return nil
}

// known compares the account of the state with the AWS that would be called, once.
func (p *patient) known(ctx context.Context) error {
	if p.identities != nil {
		return p.strange
	}
	for _, layer := range contract.LayerNames() {
		exported, err := p.stacks[layer].Export(ctx)
		if err != nil {
			return err
		}
		recorded, err := identity.Read(layer, exported)
		if err != nil {
			return err
		}
		p.identities = append(p.identities, recorded)
		p.strange = errors.Join(p.strange, p.simulatedOrReal(recorded))
	}
	if p.env.Simulated {
		return errors.Join(p.strange, p.callFrom(contract.SimulatedAccount))
	}
	return p.strange
}

// credentials asks AWS whose they are. That they are another account's is another fault.
func (p *patient) credentials(ctx context.Context) error {
	if p.env.Simulated {
		return nil
	}
	_, err := p.caller(ctx)
	var other *identity.AccountError
	if errors.As(err, &other) {
		return nil
	}
	return err
}

// reaches says whether the credentials are those of the environment's accounts.
func (p *patient) reaches(ctx context.Context) error {
	if p.env.Simulated {
		return nil
	}
	who, err := p.caller(ctx)
	if err != nil {
		return err
	}
	if err := p.callFrom(who.Account); err != nil {
		return err
	}
	return p.checkTarget(ctx, toCompare)
}
