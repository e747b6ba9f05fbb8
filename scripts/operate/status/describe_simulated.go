package status

import (
	"context"

	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/history"
)

// Simulated describes services of a simulated account. Alarms have no state
// there: they fire within a push, and rest after it.
type Simulated struct {
	View    account.View
	History history.Reader
	Places  map[string]Place
}

// Describe reads the alias from the account and the last execution from the history.
func (r Simulated) Describe(ctx context.Context, service string) (Service, error) {
	s := Service{
		Name:   service,
		Alarms: map[string]string{},
		State:  "never ran",
	}
	live, err := r.View.Live(r.Places[service].FunctionArn, "the delivery layer")
	if err != nil {
		return s, err
	}
	s.Version, s.Digest = live.Version, live.Digest()
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
