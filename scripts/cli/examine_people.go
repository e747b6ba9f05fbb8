package cli

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"slipway/scripts/doctor"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/status"
)

// people answer for the tooling account.
func (s *session) people(ctx context.Context) (status.Account, error) {
	shared, err := s.shared(ctx)
	if err != nil {
		return nil, err
	}
	own, _, err := s.accounts(ctx, shared)
	if err != nil {
		return nil, err
	}
	return own.(status.Account), nil
}

func (p *patient) connection(ctx context.Context) ([]doctor.Finding, error) {
	who, err := p.people(ctx)
	if err != nil {
		return nil, err
	}
	return doctor.Connection(ctx, who, p.env.Name, p.outputs.ConnectionArn)
}

func (p *patient) subscriptions(ctx context.Context) ([]doctor.Finding, error) {
	who, err := p.people(ctx)
	if err != nil {
		return nil, err
	}
	held, err := p.held(ctx)
	if err != nil {
		return nil, err
	}
	return doctor.Subscriptions(ctx, who, p.env.Name, held.Topic, held.Subscriptions)
}

func (p *patient) hook(ctx context.Context) ([]doctor.Finding, error) {
	if p.outputs.WebhookURL == "" {
		return doctor.Well("none: pipelines start without one"), nil
	}
	h, _, err := p.hookThere(ctx)
	if err != nil {
		return nil, err
	}
	secret, err := h.Secrets(ctx)
	if err != nil {
		return nil, err
	}
	if secret.Since == nil {
		return doctor.WebhookSecret(p.env.Name, secret), nil
	}
	all, err := h.Deliveries(ctx, 1)
	if err != nil {
		return nil, err
	}
	return doctor.Delivery(p.env.Name, all), nil
}

func (p *patient) dead(ctx context.Context) ([]doctor.Finding, error) {
	url := p.outputs.DeadLettersURL
	waiting := 0
	if p.aws != nil {
		all, err := localaws.Open(p.env.AWSDir).Messages(p.account(), url)
		if err != nil {
			return nil, err
		}
		waiting = len(all)
	} else {
		config, err := p.awsConfig(ctx)
		if err != nil {
			return nil, err
		}
		if waiting, err = doctor.Waiting(ctx, sqs.NewFromConfig(config), url); err != nil {
			return nil, err
		}
	}
	return doctor.Letters(p.env.Name, account.LastOf(url), waiting), nil
}
