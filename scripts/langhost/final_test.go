package langhost_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhoWaitsForOutputsThatNoRunTellsIsLetGo(t *testing.T) {
	t.Parallel()
	c, _ := command(t)
	none, err := c.Expect("shop")
	require.NoError(t, err)
	again, err := c.Expect("shop")
	require.NoError(t, err)
	ended := make(chan error, 1)
	go func() {
		_, err := again()
		ended <- err
	}()
	require.NoError(t, c.Close())
	assert.Error(t, <-ended, "when the process ends")
	_, err = none()
	assert.Error(t, err)
}
