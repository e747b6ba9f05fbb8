package capacity_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/capacity"
	"slipway/scripts/localaws"
	"slipway/shared/config"
)

func TestSimulated(t *testing.T) {
	t.Parallel()
	const ours, theirs = "000000000000", "999999999999"
	store := localaws.Open(t.TempDir())
	for _, r := range []localaws.Resource{
		{
			Account: ours,
			Type:    "aws:lambda/function:Function",
			ID:      "f",
			Outputs: map[string]any{"reservedConcurrentExecutions": 50.0},
		},
		{
			Account: ours,
			Type:    "aws:lambda/function:Function",
			ID:      "g",
			Outputs: map[string]any{"reservedConcurrentExecutions": -1.0},
		},
		{
			Account: ours,
			Type:    "aws:s3/bucketV2:BucketV2",
			ID:      "s3-a",
		},
		{
			Account: theirs,
			Type:    "aws:s3/bucketV2:BucketV2",
			ID:      "s3-b",
		},
	} {
		require.NoError(t, store.Put(r))
	}
	s := capacity.Simulated{
		Store: store,
		Limits: localaws.Limits{
			Concurrency: 200,
			Builds:      3,
		},
		Account: ours,
	}
	limit, unreserved, err := s.Concurrency(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []int{200, 150}, []int{limit, unreserved})
	builds, err := s.Quota(t.Context(), capacity.Builds[config.MediumBuilds])
	require.NoError(t, err)
	assert.Equal(t, 3, builds)
	for name, want := range map[string]capacity.Owner{
		"s3-a": capacity.Ours, "s3-b": capacity.Another, "s3-c": capacity.Nobody,
	} {
		owner, err := s.Bucket(t.Context(), name)
		require.NoError(t, err)
		assert.Equal(t, want, owner, name)
	}
	for arn, want := range map[string]string{
		"arn:aws:codestar-connections:us-east-1:000000000000:connection/c": "",
		"arn:aws:codestar-connections:us-east-1:111122223333:connection/c": "AVAILABLE",
	} {
		status, err := s.Connection(t.Context(), arn)
		require.NoError(t, err)
		assert.Equal(t, want, status, arn)
	}
	in, err := s.Workspace(t.Context(), "T0123ABCD")
	require.NoError(t, err)
	assert.True(t, in)
	waiting, err := s.Unconfirmed(t.Context(), "arn:t")
	require.NoError(t, err)
	assert.Empty(t, waiting)
}

func TestSimulatedPeople(t *testing.T) {
	t.Parallel()
	store := localaws.Open(t.TempDir())
	const arn, topic = "arn:aws:codestar-connections:us-east-1:000000000000:connection/c", "arn:t"
	for _, r := range []localaws.Resource{
		{
			Account: "000000000000",
			Type:    "aws:codestarconnections/connection:Connection",
			ID:      arn,
			Outputs: map[string]any{"connectionStatus": "PENDING"},
		},
		{
			Account: "000000000000",
			Type:    "aws:sns/topicSubscription:TopicSubscription",
			ID:      "arn:t:s",
			Outputs: map[string]any{
				"topic":               topic,
				"endpoint":            "ops@acme.test",
				"pendingConfirmation": true,
			},
		},
	} {
		require.NoError(t, store.Put(r))
	}
	for _, c := range []struct {
		away            bool
		status          string
		waiting, counts []string
	}{
		{false, "AVAILABLE", nil, []string{"arn:t:s"}},
		{true, "PENDING", []string{"ops@acme.test"}, nil},
	} {
		s := capacity.Simulated{
			Store:   store,
			Account: "000000000000",
			Away:    c.away,
		}
		status, err := s.Connection(t.Context(), arn)
		require.NoError(t, err)
		assert.Equal(t, c.status, status)
		waiting, err := s.Unconfirmed(t.Context(), topic)
		require.NoError(t, err)
		assert.Equal(t, c.waiting, waiting)
		counts, err := s.Subscribed(t.Context(), topic)
		require.NoError(t, err)
		assert.Equal(t, c.counts, counts)
		none, err := s.Subscribed(t.Context(), "arn:other")
		require.NoError(t, err)
		assert.Empty(t, none)
	}
}
