package status

import (
	"context"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/live"
)

// Simulated describes services of a simulated account. Alarms have no state
// there: they fire within a push, and rest after it. A release runs within a command.
type Simulated struct {
	Live    live.Reader
	History history.Reader
	Queue   Queue
	Places  map[string]Place
}

// Describe reads the alias from the account and the last execution from the history.
func (r Simulated) Describe(ctx context.Context, service string) (Service, error) {
	s := Service{
		Name:          service,
		Address:       r.Places[service].Address,
		Alarms:        map[string]string{},
		State:         "never ran",
		ReleasesKnown: true,
	}
	if err := s.traffic(ctx, r.Live, r.History, r.Places[service].FunctionArn); err != nil {
		return s, err
	}
	if err := s.queue(ctx, r.Queue, r.Places[service].Pipeline); err != nil {
		return s, err
	}
	rows, err := r.History.Rows(ctx, service, 0)
	if err != nil {
		return s, err
	}
	history.Sort(rows)
	for _, row := range rows {
		switch row["eventType"] {
		case "PIPELINE":
			s.Execution, s.State = row["deploymentId"], row["state"]
		case "STAGE":
			s.Stage = row["stage"]
		}
	}
	return s, nil
}
