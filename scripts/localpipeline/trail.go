package localpipeline

import (
	"context"
	"encoding/json"
	"fmt"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/events"
)

// Trail puts what CloudTrail tells of calls on the default bus of the account they were made
// in, so that the deployed rules hand it on.
func (env Environment) Trail(ctx context.Context, calls []localaws.APICall) error {
	r, err := env.begin(env.Outputs.ServiceNames()[0], "")
	if err != nil {
		return err
	}
	for _, call := range calls {
		id, err := newID(env.Random)
		if err != nil {
			return err
		}
		detail, err := json.Marshal(map[string]any{
			"eventVersion":      "1.11",
			"eventSource":       call.Source + ".amazonaws.com",
			"eventName":         call.Name,
			"eventID":           id,
			"awsRegion":         call.Region,
			"userAgent":         "pulumi",
			"userIdentity":      map[string]any{"type": "IAMUser", "arn": "arn:aws:iam::" + call.Account + ":user/simulated"},
			"requestParameters": call.Asked,
			"responseElements":  call.Answered,
		})
		if err == nil {
			_, _, err = r.bus.PutIn(ctx, call.Account, events.Default, "aws."+call.Source, "AWS API Call via CloudTrail", detail)
		}
		if err != nil {
			return fmt.Errorf("tell of %s: %w", call.Name, err)
		}
	}
	return nil
}
