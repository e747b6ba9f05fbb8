package doctor

import (
	"context"
	"fmt"
	"strings"

	"slipway/scripts/operate/status"
)

// Connection looks whether pipelines can read GitHub.
func Connection(ctx context.Context, a status.Account, env, arn string) ([]Finding, error) {
	c, err := status.ReadConnection(ctx, a, arn)
	if err != nil {
		return nil, err
	}
	switch c.Status {
	case status.Available:
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
			"https://console.aws.amazon.com/codesuite/settings/connections; no command can", arn, c.Status),
	}}, nil
}

func name(arn string) string { return arn[strings.LastIndex(arn, ":")+1:] }

// Subscriptions looks whether everybody who is to be told of deployments is. recorded are
// those of the state, by ARN.
func Subscriptions(
	ctx context.Context, a status.Account, env, topic string, recorded map[string]string,
) ([]Finding, error) {
	s, err := status.ReadSubscriptions(ctx, a, topic, recorded)
	if err != nil {
		return nil, err
	}
	var found []Finding
	for _, address := range s.Pending {
		found = append(found, Finding{
			Mark: Warns,
			Says: address + " has not confirmed the subscription, so it is not told of deployments: AWS's mail has a link, " +
				"good for two days. The command sends another",
			Mend: fmt.Sprintf("aws sns subscribe --topic-arn %s --protocol email --notification-endpoint %s", topic, address),
		})
	}
	for _, address := range s.Lost {
		found = append(found, Finding{
			Mark: Fails,
			Says: address + " is no longer subscribed, so it is not told of deployments: somebody has followed the link " +
				"under a mail, or deleted the subscription. The command records that, and `make deploy-all ENV=" + env +
				"` after it subscribes the address again",
			Mend: "make refresh-all ENV=" + env,
		})
	}
	return orWell(found, "%s confirmed", count(len(s.Confirmed), "subscription")), nil
}
