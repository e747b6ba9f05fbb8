// Package logs is CloudWatch Logs: it keeps what functions and builds write, by log group.
//
// What must not be here: which log group is whose.
package logs

import (
	"time"

	"slipway/scripts/localaws/store"
)

// Kind is that of the document that a group's events are kept in, the oldest first.
const Kind = "log-events"

// most is how many events of a group are kept. AWS keeps them by age.
const most = 500

// Event is one of a log group.
type Event struct {
	At      time.Time `json:"at"`
	Stream  string    `json:"stream,omitempty"`
	Message string    `json:"message"`
}

// Append adds events to a group.
func Append(s *store.Store, account, group string, events ...Event) error {
	if len(events) == 0 {
		return nil
	}
	all, err := Read(s, account, group)
	if err != nil {
		return err
	}
	all = append(all, events...)
	return s.PutDocument(account, Kind, group, all[max(0, len(all)-most):])
}

// Read reads a group's events, the oldest first.
func Read(s *store.Store, account, group string) (all []Event, err error) {
	_, err = s.Document(account, Kind, group, &all)
	return all, err
}
