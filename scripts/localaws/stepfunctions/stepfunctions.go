// Package stepfunctions is Step Functions: it keeps what the executions of machines did.
//
// What must not be here: how an execution runs.
package stepfunctions

import (
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/store"
)

// Kind is that of the document that a machine's executions are kept in, the oldest first.
const Kind = "executions"

// most is how many executions of a machine are kept. AWS keeps them for 90 days.
const most = 20

// Execution is one that has ended.
type Execution struct {
	Name    string      `json:"name"`
	Status  string      `json:"status"` // as Step Functions calls it
	Started time.Time   `json:"started"`
	Events  []asl.Event `json:"events"`
}

// Append keeps an execution of a machine.
func Append(s *store.Store, account, machine string, e Execution) error {
	all, err := Read(s, account, machine)
	if err != nil {
		return err
	}
	all = append(all, e)
	return s.PutDocument(account, Kind, machine, all[max(0, len(all)-most):])
}

// Read reads a machine's executions, the oldest first.
func Read(s *store.Store, account, machine string) (all []Execution, err error) {
	_, err = s.Document(account, Kind, machine, &all)
	return all, err
}
