package localpipeline

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	lambdaevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"slipway/scripts/localaws/events"
	"slipway/scripts/localpipeline/github"
	"slipway/stacks/delivery/receiver/webhook"
)

// call signs the push and hands it to the receiver's own code, with the settings
// of the function that the webhook's address leads to.
func (r *run) call(ctx context.Context, push github.Push) ([]events.Match, error) {
	receiver, err := r.env.View.Receiver(r.account, r.env.Outputs.WebhookURL)
	if err != nil {
		return nil, err
	}
	settings, err := webhook.SettingsFrom(func(name string) string { return receiver.Environment.Variables[name] })
	if err != nil {
		return nil, fmt.Errorf("start receiver %s: %w", receiver.Name, err)
	}
	told := githubs{run: r, arn: settings.SecretARN}
	secret, err := told.secret()
	if err != nil {
		return nil, err
	}
	body, err := push.Payload()
	if err != nil {
		return nil, err
	}
	putter := &putter{run: r}
	var log bytes.Buffer
	handler := webhook.NewHandler(settings, secrets{run: r}, putter, &log, r.clock.Now)
	at := r.clock.Now()
	answer, err := handler.Handle(ctx, lambdaevents.APIGatewayV2HTTPRequest{
		Body: string(body),
		Headers: map[string]string{
			"content-type": "application/json", "x-github-event": "push", "x-github-delivery": push.Delivery,
			"x-hub-signature-256": github.Sign(secret, body),
		},
		RequestContext: lambdaevents.APIGatewayV2HTTPRequestContext{
			HTTP: lambdaevents.APIGatewayV2HTTPRequestContextHTTPDescription{Method: http.MethodPost},
		},
	})
	if err != nil {
		return nil, err
	}
	if err := r.logged(receiver.Name, at, log.String()); err != nil {
		return nil, err
	}
	if err := told.update(secret); err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusAccepted {
		return nil, fmt.Errorf("the webhook answered %d %s", answer.StatusCode, answer.Body)
	}
	r.print("Webhook", "%s checked the signature of delivery %s and answered %d; the push is on %s", receiver.Name,
		push.Delivery, answer.StatusCode, settings.BusName)
	return putter.matched, putter.err
}

// putter is EventBridge, as the receiver calls it.
type putter struct {
	run     *run
	matched []events.Match
	err     error // of delivering, which the caller of PutEvents never sees
}

// PutEvents puts each entry on its bus.
func (p *putter) PutEvents(
	ctx context.Context, in *eventbridge.PutEventsInput, _ ...func(*eventbridge.Options),
) (*eventbridge.PutEventsOutput, error) {
	out := &eventbridge.PutEventsOutput{}
	for _, entry := range in.Entries {
		id, matched, err := p.run.bus.Put(ctx, *entry.EventBusName, *entry.Source, *entry.DetailType, []byte(*entry.Detail))
		p.matched, p.err = append(p.matched, matched...), err
		out.Entries = append(out.Entries, types.PutEventsResultEntry{EventId: &id})
	}
	return out, nil
}
