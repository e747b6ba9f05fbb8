package webhook

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"slipway/stacks/delivery/receiver/pushevent"
)

// EventPutter is the part of EventBridge used here.
type EventPutter interface {
	PutEvents(
		ctx context.Context, input *eventbridge.PutEventsInput, options ...func(*eventbridge.Options),
	) (*eventbridge.PutEventsOutput, error)
}

// bus is where events go.
type bus struct {
	putter EventPutter
	name   string
}

// put puts one event and returns its id. PutEvents returns no error for an entry
// that it rejects; put does, because the push would be lost.
func (b bus) put(ctx context.Context, detail pushevent.Detail) (string, error) {
	// A Detail is strings and booleans: it always marshals.
	encoded, _ := json.Marshal(detail)
	text := string(encoded)
	output, err := b.putter.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
		EventBusName: &b.name,
		Source:       new(pushevent.Source),
		DetailType:   new(pushevent.DetailType),
		Detail:       &text,
	}}})
	if err != nil {
		return "", fmt.Errorf("put event on bus %s: %w", b.name, err)
	}
	if len(output.Entries) != 1 {
		return "", fmt.Errorf("put event on bus %s: %d answers for one event", b.name, len(output.Entries))
	}
	entry := output.Entries[0]
	if entry.ErrorCode != nil {
		return "", fmt.Errorf("put event on bus %s: %s: %s", b.name, *entry.ErrorCode, optional(entry.ErrorMessage))
	}
	return optional(entry.EventId), nil
}

// optional is the SDK's string, or "" for nil.
func optional(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}
