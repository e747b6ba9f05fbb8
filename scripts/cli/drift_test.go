package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/cli"
	"slipway/scripts/localaws"
)

// drifted is a foundation of which somebody has changed the table and removed the topic.
func drifted(t *testing.T) *desk {
	t.Helper()
	d := deployed(t, "dev")
	store := localaws.Open(filepath.Join(d.stateFolder(), ".slipway", "aws"))
	topics, err := store.List("000000000000", "aws:sns/topic:Topic")
	require.NoError(t, err)
	require.NoError(t, store.Delete("000000000000", "aws:sns/topic:Topic", topics[0].Key))
	table, found, err := store.Get("000000000000", "aws:dynamodb/table:Table", "table-deployments-dev")
	require.NoError(t, err)
	require.True(t, found)
	table.Outputs["deletionProtectionEnabled"] = true
	require.NoError(t, store.Put(table))
	return d
}

func TestARefreshNamesWhatItRewrites(t *testing.T) {
	t.Parallel()
	const names = "foundation  comparing\n" +
		"foundation    changed  history-table (Table): deletionProtectionEnabled\n" +
		"foundation    gone     notifications-topic (Topic)\n" +
		"foundation  1 changed, 1 gone, 32 as recorded in "
	t.Run("before it writes", func(t *testing.T) {
		t.Parallel()
		d := drifted(t)
		require.Equal(t, 0, d.run(t.Context(), "refresh-all"), d.err.String())
		for line := range strings.Lines(names) { // in the order in which AWS answered
			assert.Contains(t, d.err.String(), line)
		}
		require.Equal(t, 0, d.run(t.Context(), "refresh-all"), d.err.String())
		assert.Contains(t, d.err.String(), "foundation  0 changed, 0 gone, 33 as recorded in ")
	})
	t.Run("and asks, where somebody could miss it", func(t *testing.T) {
		t.Parallel()
		d := drifted(t)
		d.set[cli.AskVariable] = "1"
		before := d.files(t)
		require.Equal(t, 1, d.run(t.Context(), "refresh-all"))
		assert.Contains(t, d.err.String(), "error: not confirmed: Record what is really there in the state of dev? ")
		assert.Equal(t, before, d.files(t))
		d.terminal, d.typed = true, "no\n"
		require.Equal(t, 1, d.run(t.Context(), "refresh-all"))
		assert.Equal(t, before, d.files(t))
		d.typed = "yes\n"
		require.Equal(t, 0, d.run(t.Context(), "refresh-all"), d.err.String())
		assert.NotEqual(t, before, d.files(t))
		d.typed = ""
		require.Equal(t, 0, d.run(t.Context(), "refresh-all"), "nothing differs any more: %s", d.err.String())
	})
}

func TestDriftOfNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set["SLIPWAY_AWS"] = "simulated"
	assert.Equal(t, 1, d.run(t.Context(), "drift", "--env", "dev"))
	assert.Contains(t, d.err.String(), "error: dev is not deployed, so nothing can differ from its state; "+
		"run `make deploy-all ENV=dev`\n")
	assert.Empty(t, d.out.String())
	t.Run("nor is there anything to compare where no state is", func(t *testing.T) {
		d.set["SLIPWAY_AWS"] = "real"
		assert.Equal(t, 2, d.run(t.Context(), "drift", "--env", "dev"))
		assert.Contains(t, d.err.String(), "error: no state of dev is kept on this machine: ")
	})
}
