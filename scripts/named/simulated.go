package named

import (
	"context"
	"slices"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/properties"
)

// Simulated is an account of the simulated AWS. It holds nothing of other stacks, so what
// settings name is taken to be there, as the simulated Lambda and IAM take it: a file with
// the settings of a real environment is deployed on a laptop too. Absent lists what is not.
type Simulated struct {
	Store   *localaws.Store
	Account string
	Absent  []string // names, as the settings have them
}

// Look looks into the store for queues alone, which may be the environment's own.
func (s Simulated) Look(_ context.Context, kind Kind, names []string) map[string]State {
	states := map[string]State{}
	for _, name := range names {
		states[name] = State{There: !slices.Contains(s.Absent, name), Visible: unknown}
	}
	if kind != Queue {
		return states
	}
	queues, err := s.Store.List(s.Account, "aws:sqs/queue:Queue")
	for _, q := range queues {
		arn := properties.Map(q.Outputs).Str("arn")
		if state, named := states[arn]; named && state.There {
			visible, _ := properties.Map(q.Outputs).Num("visibilityTimeoutSeconds")
			state.Visible = int(visible)
			states[arn] = state
		}
	}
	for name, state := range states {
		state.Err = err
		states[name] = state
	}
	return states
}
