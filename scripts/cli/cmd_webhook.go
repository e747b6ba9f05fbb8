package cli

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/hook"
	"slipway/scripts/postdeploy"
)

type webhookOptions struct {
	*app
	target
	json, rotate bool
	limit        string
}

func newWebhook(a *app) *cobra.Command {
	o := &webhookOptions{app: a}
	cmd := &cobra.Command{
		Use:   "webhook",
		Short: "Say how the webhook stands: address, secret, last deliveries",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().BoolVar(&o.json, "json", a.getenv("JSON") == "1", "as one JSON object")
	cmd.Flags().BoolVar(&o.rotate, "rotate", a.getenv("ROTATE") == "1",
		"make a new secret first; the one before it counts for a day more")
	cmd.Flags().StringVar(&o.limit, "limit", a.getenv("LIMIT"),
		fmt.Sprintf("at most so many deliveries, the latest; default %d", fewDeliveries))
	return cmd
}

// fewDeliveries is how many are shown unless more are asked for.
const fewDeliveries = 10

func (o *webhookOptions) run(ctx context.Context) error {
	most := fewDeliveries
	if o.limit != "" {
		var err error
		if most, err = strconv.Atoi(o.limit); err != nil || most < 1 {
			return &environment.UsageError{Problem: fmt.Sprintf("LIMIT is %q: a number of deliveries, 1 or more", o.limit)}
		}
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		if s.outputs.WebhookURL == "" {
			return &environment.UsageError{
				Problem: fmt.Sprintf("%s has no webhook: with the setting trigger of slipway-delivery "+
					"as connection, or with promoteFrom, no call of GitHub starts its pipelines", s.env.Name),
			}
		}
		h, source, err := s.hookThere(ctx)
		if err != nil {
			return err
		}
		if o.rotate {
			if err := o.renew(ctx, s, h); err != nil {
				return err
			}
		}
		said := webhookState{
			URL:        s.outputs.WebhookURL,
			Repository: source.Repository,
			Branch:     source.Branch,
		}
		if said.Secret, err = h.Secrets(ctx); err != nil {
			return err
		}
		if said.Faults, err = h.Faults(ctx); err != nil {
			return err
		}
		if said.Deliveries, err = h.Deliveries(ctx, most); err != nil {
			return err
		}
		if !o.json {
			return s.tellOfWebhook(ctx, said)
		}
		text, err := json.MarshalIndent(said, "", "  ")
		if err != nil {
			return fmt.Errorf("encode webhook: %w", err)
		}
		o.Console.Print("%s", text)
		return nil
	})
}

// webhookState is what is said of a webhook.
type webhookState struct {
	URL        string          `json:"url"`
	Repository string          `json:"repository"`
	Branch     string          `json:"branch"`
	Secret     hook.Secret     `json:"secret"`
	Faults     []string        `json:"faults"` // of the rules that start pipelines
	Deliveries []hook.Delivery `json:"deliveries"`
}

// renew makes a new secret. GitHub signs with the present one until a person gives it the
// new one, so a second change within the day would have its pushes rejected.
func (o *webhookOptions) renew(ctx context.Context, s *operated, h hook.Hook) error {
	now, err := h.Secrets(ctx)
	if err != nil {
		return err
	}
	question := "Make a new secret for the webhook of " + s.env.Name + "? The present one counts for a day more."
	if now.BeforeUntil != nil {
		question = fmt.Sprintf("The secret before the present one counts until %s. After one more change it does not. "+
			"Has GitHub the present one, and may another be made?", moment(*now.BeforeUntil))
	}
	if err := o.Console.Confirm(question); err != nil {
		return err
	}
	secrets, err := s.secrets(ctx)
	if err != nil {
		return err
	}
	return postdeploy.Renew(ctx, secrets, s.outputs.WebhookSecret, rand.Reader)
}

func moment(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 UTC") }
