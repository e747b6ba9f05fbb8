package status

import (
	"context"
	"fmt"
	"maps"
	"slices"
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

// Available is the status of a connection that a person has completed.
const Available = "AVAILABLE"

// Connection is what pipelines read GitHub through.
type Connection struct {
	ARN string `json:"arn"`
	// Status is AVAILABLE, PENDING until a person completes it, ERROR, or "" if there is none.
	Status string `json:"status"`
}

// Subscriptions are the addresses that are to be told of deployments.
type Subscriptions struct {
	Confirmed []string `json:"confirmed"`
	Pending   []string `json:"pending"` // nobody has followed the link in AWS's mail
	Lost      []string `json:"lost"`    // recorded, and no longer there
}

// ReadConnection asks for the connection's status.
func ReadConnection(ctx context.Context, a Account, arn string) (Connection, error) {
	status, err := a.Connection(ctx, arn)
	if err != nil {
		return Connection{ARN: arn}, fmt.Errorf("connection %s: %w", arn, err)
	}
	return Connection{ARN: arn, Status: status}, nil
}

// ReadSubscriptions compares the topic's subscriptions with those of the state, addresses
// by ARN.
func ReadSubscriptions(
	ctx context.Context, a Account, topic string, recorded map[string]string,
) (Subscriptions, error) {
	s := Subscriptions{
		Confirmed: []string{},
		Lost:      []string{},
	}
	pending, err := a.Unconfirmed(ctx, topic)
	if err != nil {
		return s, fmt.Errorf("subscriptions of %s: %w", topic, err)
	}
	s.Pending = append([]string{}, pending...)
	there, err := a.Subscribed(ctx, topic)
	if err != nil {
		return s, fmt.Errorf("subscriptions of %s: %w", topic, err)
	}
	for _, arn := range there {
		if address := recorded[arn]; address != "" {
			arn = address
		}
		s.Confirmed = append(s.Confirmed, arn)
	}
	for _, arn := range slices.Sorted(maps.Keys(recorded)) {
		if address := recorded[arn]; !slices.Contains(there, arn) && !slices.Contains(pending, address) {
			s.Lost = append(s.Lost, address)
		}
	}
	return s, nil
}

// lines say how the connection stands.
func (c *Connection) lines(env string) []string {
	switch {
	case c == nil:
		return nil
	case c.Status == Available:
		return []string{"the connection to GitHub is available"}
	case c.Status == "":
		return []string{"the connection to GitHub is gone; `make doctor ENV=" + env + "` says what mends it"}
	}
	return []string{"the connection to GitHub is " + c.Status + ", so no pipeline can read it: complete it in the AWS " +
		"console, https://console.aws.amazon.com/codesuite/settings/connections"}
}

// lines say who is told of deployments, and who is not.
func (s *Subscriptions) lines(env string) []string {
	if s == nil {
		return nil
	}
	said := []string{"told of deployments: " + strings.Join(s.Confirmed, ", ")}
	if len(s.Confirmed) == 0 {
		said = []string{"nobody is told of deployments"}
	}
	if len(s.Pending) > 0 {
		said = append(said, "not told yet: "+strings.Join(s.Pending, ", ")+"; AWS has sent a mail with a link to follow")
	}
	if len(s.Lost) > 0 {
		said = append(said, "no longer told: "+strings.Join(s.Lost, ", ")+"; `make doctor ENV="+env+"` says what mends it")
	}
	return said
}
