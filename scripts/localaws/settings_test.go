package localaws_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

func TestCallsFailWhereTheSettingSaysSo(t *testing.T) {
	t.Parallel()
	const asked = "api error InternalFailure: asked for by SLIPWAY_LOCAL_FAIL="
	bucket := m{"bucket": "s3-a-dev"}
	fails := func(t *testing.T, setting string) client {
		return connect(t, start(t, t.TempDir(), settings(map[string]string{localaws.FailVariable: setting})), nil)
	}
	t.Run("every call of a type named by its last word", func(t *testing.T) {
		t.Parallel()
		c := fails(t, "BucketV2")
		for range 2 {
			_, err := c.create(bucketT, "b", bucket)
			assert.Equal(t, "creating S3 Bucket (s3-a-dev): operation error S3 Bucket: create, "+asked+"BucketV2", message(err))
		}
		c.role("role-a", "lambda")
	})
	t.Run("the second creation only", func(t *testing.T) {
		t.Parallel()
		c := fails(t, "s3/bucketV2:BucketV2:create:2")
		c.given(bucketT, "a", m{"bucket": "s3-a-dev"})
		_, err := c.create(bucketT, "b", m{"bucket": "s3-b-dev"})
		assert.Equal(t, "creating S3 Bucket (s3-b-dev): operation error S3 Bucket: create, "+asked+"s3/bucketV2:BucketV2:create:2", message(err))
		c.given(bucketT, "b", m{"bucket": "s3-b-dev"})
	})
	t.Run("updates of one type and deletions of another", func(t *testing.T) {
		t.Parallel()
		c := fails(t, "aws:s3/bucketV2:BucketV2:update, Topic:delete:1")
		b, topic := c.given(bucketT, "b", bucket), c.given(topicT, "t", m{"name": "topic-a"})
		_, err := c.update(b, with(bucket, m{"forceDestroy": true}))
		assert.Equal(t, "updating S3 Bucket (s3-a-dev): operation error S3 Bucket: update, "+asked+"aws:s3/bucketV2:BucketV2:update", message(err))
		require.NoError(t, c.delete(b))
		assert.Equal(t, "deleting SNS Topic (topic-a): operation error SNS Topic: delete, "+asked+"Topic:delete:1", message(c.delete(topic)))
		_, there := c.read(topic)
		assert.True(t, there)
		require.NoError(t, c.delete(topic))
	})
	t.Run("no preview", func(t *testing.T) {
		t.Parallel()
		fails(t, "BucketV2").preview(bucketT, "b", bucket)
	})
}

func TestFaultySettingsAreAllNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := localaws.Start(t.Context(), localaws.Options{Dir: t.TempDir(), Getenv: settings(map[string]string{
		localaws.LatencyVariable: "slow", localaws.ConcurrencyVariable: "none", localaws.FailVariable: "Bucket:rename,Topic:create:0,",
	})})
	require.Error(t, err)
	assert.Equal(t, "SLIPWAY_LOCAL_LATENCY=slow: want a duration such as 200ms\n"+
		"SLIPWAY_LOCAL_CONCURRENCY=none: want a whole number above 0, such as 1000\n"+
		`SLIPWAY_LOCAL_FAIL=Bucket:rename: no resource type "Bucket:rename"; want a token such as lambda/function:Function, then :create, :update or :delete and a count, both optional`+"\n"+
		"SLIPWAY_LOCAL_FAIL=Topic:create:0: calls are counted from 1\n"+
		`SLIPWAY_LOCAL_FAIL=: no resource type ""; want a token such as lambda/function:Function, then :create, :update or :delete and a count, both optional`, err.Error())
}

func TestASmallAccountReservesLess(t *testing.T) {
	t.Parallel()
	c := connect(t, start(t, t.TempDir(), settings(map[string]string{localaws.ConcurrencyVariable: "140"})), nil)
	_, err := c.create(functionT, "f", with(c.zip("lambda-a"), m{"reservedConcurrentExecutions": 50.0}))
	assert.Equal(t, "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error InvalidParameterValueException: "+
		"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].", message(err))
	c.given(functionT, "f", with(c.zip("lambda-b"), m{"reservedConcurrentExecutions": 40.0}))
}

func TestASlowAccountIsWaitedForAndCanBeLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := connect(t, start(t, dir, settings(map[string]string{localaws.LatencyVariable: "1ms"})), nil)
	e := c.given(bucketT, "b", m{"bucket": "s3-a-dev"})
	require.NoError(t, c.delete(e))

	// A wait that would outlast any test ends with the caller's patience, and
	// nothing has been made.
	slow := connect(t, start(t, dir, settings(map[string]string{localaws.LatencyVariable: "10h"})), nil)
	err := slow.createFor(20*time.Millisecond, bucketT, m{"bucket": "s3-a-dev"})
	require.Error(t, err)
	buckets, err := localaws.Open(dir).List(account, bucketT)
	require.NoError(t, err)
	assert.Empty(t, buckets)
}
