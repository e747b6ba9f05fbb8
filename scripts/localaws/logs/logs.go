// Package logs is CloudWatch Logs: it keeps what functions write, by log group.
//
// What must not be here: which log group a function writes to.
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
	Message string    `json:"message"`
}

// Append adds an event to a group.
func Append(s *store.Store, account, group string, e Event) error {
	all, err := Read(s, account, group)
	if err != nil {
		return err
	}
	all = append(all, e)
	return s.PutDocument(account, Kind, group, all[max(0, len(all)-most):])
}

// Read reads a group's events, the oldest first.
func Read(s *store.Store, account, group string) (all []Event, err error) {
	_, err = s.Document(account, Kind, group, &all)
	return all, err
}
