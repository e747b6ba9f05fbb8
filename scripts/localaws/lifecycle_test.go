package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAResourceLivesFromCreateToDelete(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	e := c.given(bucketT, "artifacts", m{"bucket": "s3-artifacts-000000000000-dev"})
	assert.Equal(t, "s3-artifacts-000000000000-dev", e.id)
	assert.Equal(t, "arn:aws:s3:::s3-artifacts-000000000000-dev", e.out["arn"])

	changed, err := c.update(e, m{"bucket": "s3-artifacts-000000000000-dev", "forceDestroy": true})
	require.NoError(t, err)
	assert.Equal(t, true, changed.out["forceDestroy"])

	now, there := c.read(changed)
	require.True(t, there)
	assert.Equal(t, changed.out, now.out)
	assert.Equal(t, changed.in, now.in)

	require.NoError(t, c.delete(now))
	_, there = c.read(now)
	assert.False(t, there)
	assert.NoError(t, c.delete(now), "deleting what is gone is no error")
}
