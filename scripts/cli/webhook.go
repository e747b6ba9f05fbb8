package cli

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"slipway/scripts/langhost"
	"slipway/scripts/localaws"
	"slipway/scripts/operate/hook"
	"slipway/scripts/operate/logs"
	"slipway/scripts/postdeploy"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// hookThere is the deployed webhook, in AWS or in the simulated account.
func (o *operated) hookThere(ctx context.Context) (h hook.Hook, source langhost.Source, err error) {
	l, err := o.load(ctx, contract.DeliveryLayer)
	if err != nil {
		return h, source, err
	}
	h = hook.Hook{
		Receiver:  naming.LogGroup(naming.LambdaLogs, l.Common.Names.Webhook),
		API:       naming.LogGroup(naming.APILogs, l.Common.Names.WebhookAPI),
		Secret:    o.outputs.WebhookSecret,
		Pipelines: map[string]string{},
		Bus:       o.outputs.BusName,
		Rules:     map[string]string{},
		Now:       o.Now(),
	}
	for service, p := range o.outputs.Services {
		h.Pipelines[service] = p.Name
		h.Rules[service] = l.Common.Names.Services[service].PushRule.String()
	}
	if o.aws != nil {
		h.Place = hook.Simulated{Store: localaws.Open(o.env.AWSDir), Account: o.account()}
		return h, l.Source, nil
	}
	config, err := o.awsConfig(ctx)
	h.Place = hook.AWS{
		Logs:      logs.NewAPI(config),
		Secrets:   secretsmanager.NewFromConfig(config),
		Pipelines: codepipeline.NewFromConfig(config),
		Buses:     eventbridge.NewFromConfig(config),
	}
	return h, l.Source, err
}

// tellOfWebhook says how the webhook stands.
func (o *operated) tellOfWebhook(ctx context.Context, said webhookState) error {
	line := o.Console.Print
	line("The webhook of %s hears of pushes to %s, and %s is delivered. Its address is\n  %s\n", o.env.Name,
		said.Repository, said.Branch, said.URL)
	if err := o.tellOfSecret(ctx, said); err != nil {
		return err
	}
	line("")
	for _, fault := range said.Faults {
		line("%s.", fault)
	}
	if len(said.Faults) > 0 {
		line("`make refresh ENV=%s LAYER=delivery` and `make deploy ENV=%s LAYER=delivery` put that right.\n", o.env.Name,
			o.env.Name)
	}
	return hook.Print(o.Console.Out, said.Branch, said.Deliveries)
}

// tellOfSecret says which secrets count, and how GitHub is given one, but never the secret
// itself.
func (o *operated) tellOfSecret(ctx context.Context, said webhookState) error {
	line, secret := o.Console.Print, said.Secret
	switch {
	case secret.Since == nil:
		line("Its secret has no value yet: `make deploy LAYER=delivery ENV=%s` gives it one.", o.env.Name)
	case secret.BeforeUntil == nil:
		line("Its secret is of %s; no other counts.", moment(*secret.Since))
	default:
		line("Its secret is of %s; the one before it counts as well, until %s.", moment(*secret.Since),
			moment(*secret.BeforeUntil))
	}
	if o.aws != nil {
		line("The simulated GitHub is given a new secret after the next push.")
		return nil
	}
	region, err := o.region(ctx)
	if err != nil {
		return err
	}
	show := postdeploy.ShowSecret(region, secret.Arn)
	line("GitHub has it at https://github.com/%s/settings/hooks. It is printed by\n  %s", said.Repository, show)
	if len(said.Deliveries) > 0 {
		line("GitHub's command gives it to the webhook without printing it:\n%s",
			hook.GiveSecret(said.Repository, said.URL, show))
		return nil
	}
	line("GitHub's command makes the webhook:\n%s", hook.MakeWebhook(said.Repository, said.URL, show))
	return nil
}
