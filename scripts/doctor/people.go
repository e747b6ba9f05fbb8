package doctor

import (
	"context"
	"fmt"
	"strings"
)

// Account answers for what waits for a person.
type Account interface {
	// Connection is the status of a connection to GitHub, "" if there is none.
	Connection(ctx context.Context, arn string) (string, error)
	// Unconfirmed are the addresses that have not confirmed their subscription.
	Unconfirmed(ctx context.Context, topic string) ([]string, error)
	// Subscribed are the ARNs of the topic's subscriptions that count.
	Subscribed(ctx context.Context, topic string) ([]string, error)
}

// available is the status of a connection that a person has completed.
const available = "AVAILABLE"

// Connection looks whether pipelines can read GitHub.
func Connection(ctx context.Context, a Account, env, arn string) ([]Finding, error) {
	status, err := a.Connection(ctx, arn)
	if err != nil {
		return nil, fmt.Errorf("connection %s: %w", arn, err)
	}
	switch status {
	case available:
		return Well("%s is available", name(arn)), nil
	case "":
		return []Finding{{
			Mark: Fails,
			Says: "the connection " + arn + " is gone, so no pipeline can read GitHub. The command records that, " +
				"`make deploy-all ENV=" + env + "` after it makes a new one, and a person completes that in the AWS console, " +
				"Developer Tools, Settings, Connections; one that slipway-delivery:connectionArn names is corrected there",
			Mend: "make refresh-all ENV=" + env,
		}}, nil
	}
	return []Finding{{
		Mark: Fails,
		Says: fmt.Sprintf("the connection %s is %s, so no pipeline can read GitHub: complete it in the AWS console, "+
			"https://console.aws.amazon.com/codesuite/settings/connections; no command can", arn, status),
	}}, nil
}

func name(arn string) string { return arn[strings.LastIndex(arn, ":")+1:] }

// Subscriptions looks whether everybody who is to be told of deployments is. recorded are
// those of the state, by ARN.
func Subscriptions(
	ctx context.Context, a Account, env, topic string, recorded map[string]string,
) ([]Finding, error) {
	waiting, err := a.Unconfirmed(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("subscriptions of %s: %w", topic, err)
	}
	there, err := a.Subscribed(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("subscriptions of %s: %w", topic, err)
	}
	var found []Finding
	open := map[string]bool{}
	for _, address := range waiting {
		open[address] = true
		found = append(found, Finding{
			Mark: Warns,
			Says: address + " has not confirmed the subscription, so it is not told of deployments: AWS's mail has a link, " +
				"good for two days. The command sends another",
			Mend: fmt.Sprintf("aws sns subscribe --topic-arn %s --protocol email --notification-endpoint %s", topic, address),
		})
	}
	counts := map[string]bool{}
	for _, arn := range there {
		counts[arn] = true
	}
	for _, arn := range sorted(recorded) {
		if address := recorded[arn]; !counts[arn] && !open[address] {
			found = append(found, Finding{
				Mark: Fails,
				Says: address + " is no longer subscribed, so it is not told of deployments: somebody has followed the link " +
					"under a mail, or deleted the subscription. The command records that, and `make deploy-all ENV=" + env +
					"` after it subscribes the address again",
				Mend: "make refresh-all ENV=" + env,
			})
		}
	}
	return orWell(found, "%s confirmed", count(len(there), "subscription")), nil
}
