package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestAResourceLivesFromCreateToDelete(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	e := c.Given(awstest.Bucket, "artifacts", m{"bucket": "s3-artifacts-000000000000-dev"})
	assert.Equal(t, "s3-artifacts-000000000000-dev", e.ID)
	assert.Equal(t, "arn:aws:s3:::s3-artifacts-000000000000-dev", e.Out["arn"])

	changed, err := c.Update(e, m{"bucket": "s3-artifacts-000000000000-dev", "forceDestroy": true})
	require.NoError(t, err)
	assert.Equal(t, true, changed.Out["forceDestroy"])

	now, there := c.Read(changed)
	require.True(t, there)
	assert.Equal(t, changed.Out, now.Out)
	assert.Equal(t, changed.In, now.In)

	require.NoError(t, c.Delete(now))
	_, there = c.Read(now)
	assert.False(t, there)
	assert.NoError(t, c.Delete(now), "deleting what is gone is no error")
}
