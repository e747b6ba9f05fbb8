package localaws_test

import (
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

func TestCallsFailWhereTheSettingSaysSo(t *testing.T) {
	t.Parallel()
	const asked = "api error InternalFailure: asked for by SLIPWAY_LOCAL_FAIL="
	bucket := m{"bucket": "s3-a-dev"}
	fails := func(t *testing.T, setting string) awstest.Client {
		return awstest.Connect(t,
			awstest.Start(t, t.TempDir(), awstest.Settings(map[string]string{localaws.FailVariable: setting})), nil)
	}
	t.Run("every call of a type named by its last word", func(t *testing.T) {
		t.Parallel()
		c := fails(t, "BucketV2")
		for range 2 {
			_, err := c.Create(awstest.Bucket, "b", bucket)
			assert.Equal(t,
				"creating S3 Bucket (s3-a-dev): operation error S3 Bucket: create, "+asked+"BucketV2", awstest.Message(err))
		}
		c.Role("role-a", "lambda")
	})
	t.Run("the second creation only", func(t *testing.T) {
		t.Parallel()
		c := fails(t, "s3/bucketV2:BucketV2:create:2")
		c.Given(awstest.Bucket, "a", m{"bucket": "s3-a-dev"})
		_, err := c.Create(awstest.Bucket, "b", m{"bucket": "s3-b-dev"})
		assert.Equal(t,
			"creating S3 Bucket (s3-b-dev): operation error S3 Bucket: create, "+asked+"s3/bucketV2:BucketV2:create:2",
			awstest.Message(err))
		c.Given(awstest.Bucket, "b", m{"bucket": "s3-b-dev"})
	})
	t.Run("updates of one type and deletions of another", func(t *testing.T) {
		t.Parallel()
		c := fails(t, "aws:s3/bucketV2:BucketV2:update, Topic:delete:1")
		b, topic := c.Given(awstest.Bucket, "b", bucket), c.Given(awstest.Topic, "t", m{"name": "topic-a"})
		_, err := c.Update(b, awstest.With(bucket, m{"forceDestroy": true}))
		assert.Equal(t,
			"updating S3 Bucket (s3-a-dev): operation error S3 Bucket: update, "+asked+"aws:s3/bucketV2:BucketV2:update",
			awstest.Message(err))
		require.NoError(t, c.Delete(b))
		assert.Equal(t, "deleting SNS Topic (topic-a): operation error SNS Topic: delete, "+asked+"Topic:delete:1",
			awstest.Message(c.Delete(topic)))
		_, there := c.Read(topic)
		assert.True(t, there)
		require.NoError(t, c.Delete(topic))
	})
	t.Run("no preview", func(t *testing.T) {
		t.Parallel()
		fails(t, "BucketV2").Preview(awstest.Bucket, "b", bucket)
	})
}

func TestFaultySettingsAreAllNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := localaws.Start(t.Context(), localaws.Options{Dir: t.TempDir(), Getenv: awstest.Settings(map[string]string{
		localaws.LatencyVariable:     "slow",
		localaws.ConcurrencyVariable: "none",
		localaws.TrailVariable:       "yes",
		localaws.FailVariable:        "Bucket:rename,Topic:create:0,",
	})})
	require.Error(t, err)
	assert.Equal(t, "SLIPWAY_LOCAL_LATENCY=slow: want a duration such as 200ms\n"+
		"SLIPWAY_LOCAL_CONCURRENCY=none: want a whole number above 0, such as 1000\n"+
		"SLIPWAY_LOCAL_TRAIL=yes: want 1 or 0\n"+
		`SLIPWAY_LOCAL_FAIL=Bucket:rename: no resource type "Bucket:rename"; want a token such as lambda/function:Function, `+
		`then :create, :update or :delete and a count, both optional`+"\n"+
		"SLIPWAY_LOCAL_FAIL=Topic:create:0: calls are counted from 1\n"+
		`SLIPWAY_LOCAL_FAIL=: no resource type ""; want a token such as lambda/function:Function, then :create, `+
		`:update or :delete and a count, both optional`,
		err.Error())
}

func TestASmallAccountReservesLess(t *testing.T) {
	t.Parallel()
	c := awstest.Connect(t,
		awstest.Start(t, t.TempDir(), awstest.Settings(map[string]string{localaws.ConcurrencyVariable: "140"})), nil)
	_, err := c.Create(awstest.Function, "f", awstest.With(c.Zip("lambda-a"), m{"reservedConcurrentExecutions": 50.0}))
	assert.Equal(t, "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, "+
		"api error InvalidParameterValueException: "+
		"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its "+
		"minimum value of [100].",
		awstest.Message(err))
	c.Given(awstest.Function, "f", awstest.With(c.Zip("lambda-b"), m{"reservedConcurrentExecutions": 40.0}))
}

// On AWS the function is made by one call and its concurrency reserved by the next.
func TestAFunctionStaysWhoseConcurrencyIsRejected(t *testing.T) {
	t.Parallel()
	c := awstest.Connect(t,
		awstest.Start(t, t.TempDir(), awstest.Settings(map[string]string{localaws.ConcurrencyVariable: "140"})), nil)
	other := c.Given(awstest.Function, "other", awstest.With(c.Zip("lambda-b"), m{"reservedConcurrentExecutions": 40.0}))
	in := awstest.With(c.Zip("lambda-a"), m{"reservedConcurrentExecutions": 30.0})
	_, err := c.Create(awstest.Function, "f", in)
	require.ErrorContains(t, err, "PutFunctionConcurrency")
	failed, ok := rpcerror.FromError(err)
	require.True(t, ok)
	require.Len(t, failed.Details(), 1)
	left, ok := failed.Details()[0].(*pulumirpc.ErrorResourceInitFailed)
	require.True(t, ok, "the engine keeps it in the state")
	assert.Equal(t, "lambda-a", left.GetId())
	half := awstest.Resource{
		Token: awstest.Function,
		Name:  "f",
		ID:    left.GetId(),
		In:    c.Plain(left.GetInputs()),
		Out:   c.Plain(left.GetProperties()),
	}
	assert.EqualValues(t, -1, half.Out["reservedConcurrentExecutions"])
	_, there := c.Read(half)
	assert.True(t, there)
	_, err = c.Create(awstest.Function, "again", in)
	require.ErrorContains(t, err, "Function already exist: lambda-a")

	require.NoError(t, c.Delete(other))
	whole, err := c.Update(half, half.In)
	require.NoError(t, err)
	assert.EqualValues(t, 30, whole.Out["reservedConcurrentExecutions"], "the next deployment goes on")
}

func TestASlowAccountIsWaitedForAndCanBeLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t,
		awstest.Start(t, dir, awstest.Settings(map[string]string{localaws.LatencyVariable: "1ms"})), nil)
	e := c.Given(awstest.Bucket, "b", m{"bucket": "s3-a-dev"})
	require.NoError(t, c.Delete(e))

	// A wait that would outlast any test ends with the caller's patience, and
	// nothing has been made.
	slow := awstest.Connect(t,
		awstest.Start(t, dir, awstest.Settings(map[string]string{localaws.LatencyVariable: "10h"})), nil)
	err := slow.CreateFor(20*time.Millisecond, awstest.Bucket, m{"bucket": "s3-a-dev"})
	require.Error(t, err)
	buckets, err := localaws.Open(dir).List(awstest.Account, awstest.Bucket)
	require.NoError(t, err)
	assert.Empty(t, buckets)
}
