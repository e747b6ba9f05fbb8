// Package events simulates EventBridge: an event that is put on a bus goes to the
// targets of the deployed rules whose deployed patterns match it, in the form that
// each target's input transformer gives it.
//
// What must not be here: what any event or target means.
package events

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"slipway/scripts/eventpattern"
	"slipway/scripts/localaws/account"
)

// Default is the bus that AWS services put their events on.
const Default = "default"

// Event is an event as EventBridge delivers it.
type Event struct {
	Version    string          `json:"version"`
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"`
	Account    string          `json:"account"`
	Time       string          `json:"time"`
	Region     string          `json:"region"`
	Resources  []string        `json:"resources"`
	Detail     json.RawMessage `json:"detail"`
}

// Bus delivers the events of an account, and those that its rules get from another.
type Bus struct {
	View            account.View
	Account, Region string
	Now             func() time.Time
	// Deliver hands an input to a target.
	Deliver func(ctx context.Context, target account.Target, input []byte) error

	events int
}

// Match is a rule that matched an event, and how many targets it has.
type Match struct {
	Rule    account.Rule
	Targets int
}

// Put delivers one event and returns its id and which rules matched.
func (b *Bus) Put(ctx context.Context, bus, source, detailType string, detail []byte) (string, []Match, error) {
	return b.PutIn(ctx, b.Account, bus, source, detailType, detail)
}

// PutIn is Put for a bus of any account.
func (b *Bus) PutIn(
	ctx context.Context, account, bus, source, detailType string, detail []byte,
) (string, []Match, error) {
	b.events++
	now := b.Now().UTC()
	event := Event{
		Version:    "0",
		DetailType: detailType,
		Source:     source,
		Account:    account,
		Region:     b.Region,
		// Ids that follow one another keep events of one second in their order.
		ID:        fmt.Sprintf("%08x-0000-4000-8000-%012x", b.events, now.UnixMilli()),
		Time:      now.Format("2006-01-02T15:04:05Z"),
		Resources: []string{},
		Detail:    detail,
	}
	text, err := json.Marshal(event)
	if err != nil {
		return "", nil, fmt.Errorf("encode event %s: %w", detailType, err)
	}
	matched, err := b.match(ctx, account, bus, text)
	return event.ID, matched, err
}

// Forward delivers an event that a rule of another bus sends: as it was, with the account
// that it happened in (EventBridge User Guide, eb-cross-account).
func (b *Bus) Forward(ctx context.Context, account, bus string, event []byte) error {
	_, err := b.match(ctx, account, bus, event)
	return err
}

// match hands an event to the targets of the rules that match it.
func (b *Bus) match(ctx context.Context, account, bus string, event []byte) ([]Match, error) {
	rules, err := b.View.Rules(account, bus)
	if err != nil {
		return nil, err
	}
	var matched []Match
	for _, rule := range rules {
		fits, err := eventpattern.Match([]byte(rule.EventPattern), event)
		if err != nil {
			return nil, fmt.Errorf("match rule %s: %w", rule.Name, err)
		}
		if !fits {
			continue
		}
		targets, err := b.View.Targets(account, rule)
		if err != nil {
			return nil, err
		}
		matched = append(matched, Match{Rule: rule, Targets: len(targets)})
		for _, target := range targets {
			if err := b.deliver(ctx, target, event); err != nil {
				return nil, fmt.Errorf("hand event to target of rule %s: %w", rule.Name, err)
			}
		}
	}
	return matched, nil
}

func (b *Bus) deliver(ctx context.Context, target account.Target, event []byte) error {
	input := event
	if t := target.InputTransformer; t != nil {
		var err error
		if input, err = Transform(t.InputPaths, t.InputTemplate, event); err != nil {
			return err
		}
	}
	return b.Deliver(ctx, target, input)
}
