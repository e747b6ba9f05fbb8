package localaws_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

func TestTheLogKeepsEveryCallOfManyAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	var running sync.WaitGroup
	for i := range 20 {
		running.Go(func() {
			name := fmt.Sprintf("topic-%d", i)
			e, err := c.Create(awstest.Topic, name, topic(name))
			assert.NoError(t, err)
			assert.NoError(t, c.Delete(e))
		})
	}
	running.Wait()
	log, err := localaws.Operations(dir)
	require.NoError(t, err)
	require.Len(t, log, 40)
	created := map[string]bool{}
	for i, o := range log {
		if i > 0 {
			assert.False(t, o.Time.Before(log[i-1].Time.Add(-time.Second)))
		}
		if o.Op == "create" {
			created[o.ID] = true
			continue
		}
		assert.Equal(t, "delete", o.Op)
		assert.True(t, created[o.ID], "%s was deleted before it was created", o.ID)
	}
}

func TestTwoOfOneNameAreCreatedOnceHoweverCloseTheyCome(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	var running sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		running.Go(func() {
			_, results[i] = c.Create(awstest.Bucket, fmt.Sprint("b", i), m{"bucket": "s3-one-dev"})
		})
	}
	running.Wait()
	created := 0
	for _, err := range results {
		if err == nil {
			created++
			continue
		}
		assert.Contains(t, awstest.Message(err), "creating S3 Bucket (s3-one-dev): operation error S3: CreateBucket")
	}
	assert.Equal(t, 1, created)
}
