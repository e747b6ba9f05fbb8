package langhost_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/langhost"
)

func TestWhoWaitsForOutputsThatNoRunTellsIsLetGo(t *testing.T) {
	t.Parallel()
	c, _ := command(t)
	await, err := c.Expect("shop", "dev")
	require.NoError(t, err)
	under := c.Awaiting(langhost.Update{Folder: "shop", Stack: "dev"}) // sent, and not answered
	require.NoError(t, c.Close(), "the process does not wait for a run that never comes")
	assert.Error(t, (<-under).Error)
	_, err = await()
	assert.Error(t, err)
}
