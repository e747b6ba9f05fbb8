package realaws_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// changes is what a command's summary says of one layer.
type changes struct{ created, updated, replaced, deleted, unchanged int }

// none are the counts of a run without changes.
func (c changes) none() bool { return c.created+c.updated+c.replaced+c.deleted == 0 }

// summary reads the table that ends a command's talk, by layer.
func summary(t *testing.T, r harness.Result) map[string]changes {
	t.Helper()
	table := map[string]changes{}
	for line := range strings.Lines(r.Err) {
		words := strings.Fields(line)
		if len(words) != 8 || words[1] != "done" {
			continue
		}
		var n [5]int
		for i := range n {
			var err error
			n[i], err = strconv.Atoi(words[i+2])
			require.NoError(t, err, line)
		}
		table[words[0]] = changes{n[0], n[1], n[2], n[3], n[4]}
	}
	return table
}

// unchanged asserts that a command found every layer as it should be.
func unchanged(t *testing.T, r harness.Result) {
	t.Helper()
	table := summary(t, r)
	require.Len(t, table, len(contract.LayerNames()), r.Err)
	for layer, c := range table {
		require.True(t, c.none(), "%s: %+v\n%s", layer, c, r.Err)
		require.NotZero(t, c.unchanged, layer)
	}
}
