package kill_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/shared/contract"
)

// own are what AWS holds of its own accord: a key that was deleted goes days later, and
// a function's versions go with it.
var own = []string{"aws:kms/pendingKey:PendingKey", "aws:lambda/functionVersion:FunctionVersion"}

// changes counts what the simulated AWS has been asked to change.
func (s *site) changes() int {
	text, _ := os.ReadFile(filepath.Join(s.aws, "operations.log"))
	return bytes.Count(text, []byte("\n"))
}

// held is what the states hold, by type and id.
func (s *site) held(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, layer := range contract.LayerNames() {
		text, err := os.ReadFile(filepath.Join(s.state, ".pulumi", "stacks", "slipway-"+layer, env+".json"))
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		var state struct {
			Checkpoint struct {
				Latest struct {
					Resources []struct{ Type, ID string }
					Pending   []any `json:"pending_operations"`
				}
			}
		}
		require.NoError(t, json.Unmarshal(text, &state), "the state of %s", layer)
		assert.Empty(t, state.Checkpoint.Latest.Pending, "what is known of %s", layer)
		for _, r := range state.Checkpoint.Latest.Resources {
			if strings.HasPrefix(r.Type, "aws:") {
				all = append(all, r.Type+" "+r.ID)
			}
		}
	}
	slices.Sort(all)
	return all
}

// there is what the simulated account holds, by type and id.
func (s *site) there(t testing.TB) []string {
	t.Helper()
	store := localaws.Open(s.aws)
	accounts, err := store.Accounts()
	require.NoError(t, err)
	var all []string
	for _, account := range accounts {
		resources, err := store.All(account)
		require.NoError(t, err)
		for _, r := range resources {
			if !slices.Contains(own, r.Type) {
				all = append(all, r.Type+" "+r.ID)
			}
		}
	}
	slices.Sort(all)
	return all
}

// consistent makes sure that the states hold what is there, all of it and once, and
// that nothing is locked or half written.
func (s *site) consistent(t testing.TB) {
	t.Helper()
	held := s.held(t)
	assert.Equal(t, held, s.there(t), "what the states hold (expected) and what AWS holds")
	assert.Equal(t, slices.Compact(slices.Clone(held)), held, "nothing is there twice")
	locks, err := filepath.Glob(filepath.Join(s.state, ".pulumi", "locks", "*", "*", "*", "*"))
	require.NoError(t, err)
	assert.Empty(t, locks)
}

// keys are the ids of the keys that are there: a lost state would make others.
func (s *site) keys(t testing.TB) []string {
	t.Helper()
	return slices.DeleteFunc(s.there(t), func(r string) bool { return !strings.HasPrefix(r, "aws:kms/key:Key ") })
}
