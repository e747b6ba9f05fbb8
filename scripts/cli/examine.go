package cli

import (
	"context"
	"errors"
	"strings"

	"slipway/scripts/doctor"
	"slipway/scripts/engine"
	"slipway/scripts/identity"
	"slipway/shared/contract"
)

// Names of the checks that others need.
const (
	ofBackend     = "backend"
	ofState       = "state"
	ofSecrets     = "secrets"
	ofSettings    = "settings"
	ofLayers      = "layers"
	ofCredentials = "credentials"
	ofAccount     = "account"
)

// checks are all there are, in the order in which one rests on another.
func (p *patient) checks() []doctor.Check {
	return append(p.local(), p.remote()...)
}

// local are the checks that call no AWS.
func (p *patient) local() []doctor.Check {
	stacks := &doctor.Stacks{
		Env:    p.env.Name,
		Layers: contract.LayerNames(),
		Of:     func(layer string) doctor.Stack { return p.stacks[layer] },
	}
	return []doctor.Check{
		doctor.Rule("stack files", "every line is read as it is written", func(context.Context) error {
			return p.env.CheckFiles()
		}),
		doctor.Rule(ofBackend, engine.Redact(p.env.BackendURL), func(context.Context) error { return p.unopened }),
		{
			Name:  ofState,
			Needs: []string{ofBackend},
			Look:  stacks.Whole,
		},
		{
			Name:  "lock",
			Needs: []string{ofBackend},
			Look:  stacks.Lock,
		},
		{
			Name:  "cut off",
			Needs: []string{ofState},
			Look:  stacks.Pending,
		},
		doctor.Rule(ofSecrets, "the passphrase or the key opens them", func(context.Context) error {
			return p.unlock(p.engine, toCompare)
		}, ofBackend),
		{
			Name:  ofLayers,
			Needs: []string{ofState, ofSecrets},
			Look:  p.layers(stacks),
		},
		{
			Name:  ofSettings,
			Needs: []string{ofState, ofSecrets},
			Look:  p.settings,
		},
		{Name: "provider", Look: p.provider},
	}
}

// layers looks whether they are deployed, and keeps their outputs for the checks to come.
func (p *patient) layers(stacks *doctor.Stacks) func(context.Context) ([]doctor.Finding, error) {
	return func(ctx context.Context) ([]doctor.Finding, error) {
		found, err := stacks.Deployed(ctx)
		if err != nil {
			return found, err
		}
		p.outputs, err = p.delivery(ctx)
		return found, err
	}
}

// settings checks those of every layer, and that they leave the environment what it is.
func (p *patient) settings(ctx context.Context) ([]doctor.Finding, error) {
	var faults []error
	for _, layer := range contract.LayerNames() {
		faults = append(faults, p.check(ctx, layer))
	}
	if err := errors.Join(faults...); err != nil {
		return doctor.Faults(err), nil
	}
	if err := p.known(ctx); err != nil {
		return doctor.Well("free of faults"), nil // the check of the account says what is not known
	}
	err := p.stays(ctx)
	var moved *identity.MovedError
	switch {
	case err == nil:
		return doctor.Well("free of faults, and those of what is deployed"), nil
	case !errors.As(err, &moved):
		return doctor.Faults(err), nil
	}
	var found []doctor.Finding
	says, _, _ := strings.Cut(err.Error(), "To have both")
	for _, command := range moved.PutBack() {
		found = append(found, doctor.Finding{
			Mark: doctor.Fails,
			Says: doctor.OneLine(says),
			Mend: command,
		})
		says = "and, in the same folder"
	}
	return found, nil
}

// provider looks for the plugin that real AWS is called through.
func (p *patient) provider(context.Context) ([]doctor.Finding, error) {
	if p.env.Simulated {
		return doctor.Well("simulated in this process"), nil
	}
	version, err := engine.Plugin("aws")
	if err != nil || version != "" {
		return doctor.Well("aws %s", version), err
	}
	return []doctor.Finding{{
		Mark: doctor.Warns,
		Says: "the plugin aws is not on this machine; it is downloaded when it is first needed, from a network that may " +
			"not be there then",
		Mend: "pulumi plugin install resource aws",
	}}, nil
}
