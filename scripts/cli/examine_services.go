package cli

import (
	"context"

	"slipway/scripts/doctor"
	"slipway/scripts/operate/status"
)

// describe asks how every service stands.
func (p *patient) describe(ctx context.Context) ([]status.Service, error) {
	names := p.outputs.ServiceNames()
	describer, err := p.describer(ctx, names)
	if err != nil {
		return nil, err
	}
	return status.Describe(ctx, describer, names)
}

// each is a check of what is known of the services.
func (p *patient) each(
	look func(env string, all []status.Service) []doctor.Finding,
) func(context.Context) ([]doctor.Finding, error) {
	return func(ctx context.Context) ([]doctor.Finding, error) {
		all, err := p.services(ctx)
		if err != nil {
			return nil, err
		}
		return look(p.env.Name, all), nil
	}
}

// alarms says of the services' statuses what could not be seen as well.
func (p *patient) alarms(ctx context.Context) ([]doctor.Finding, error) {
	all, err := p.services(ctx)
	if err != nil {
		return nil, err
	}
	return doctor.Alarms(p.env.Name, all), doctor.Unanswered(all)
}

func (p *patient) lastReleases(ctx context.Context) ([]doctor.Finding, error) {
	all, err := p.services(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := p.history(ctx)
	if err != nil {
		return nil, err
	}
	return doctor.Releases(ctx, p.env.Name, rows, all)
}

// unreleased looks for settings that wait for a release.
func (p *patient) unreleased(ctx context.Context) ([]doctor.Finding, error) {
	all, err := p.services(ctx)
	if err != nil {
		return nil, err
	}
	aliases, err := p.live(ctx)
	if err != nil {
		return nil, err
	}
	functions := map[string]string{}
	for service, deployed := range p.outputs.Services {
		functions[service] = deployed.FunctionArn
	}
	return doctor.Settings(ctx, p.env.Name, aliases, functions, all)
}

func (p *patient) images(ctx context.Context) ([]doctor.Finding, error) {
	all, err := p.services(ctx)
	if err != nil {
		return nil, err
	}
	registry, err := p.registry(ctx)
	if err != nil {
		return nil, err
	}
	repositories := map[string]string{}
	for service, deployed := range p.outputs.Services {
		repositories[service] = deployed.RepositoryURI
	}
	return doctor.Images(ctx, p.env.Name, registry, repositories, p.earlier, all)
}
