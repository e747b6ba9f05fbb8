package naming_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

func TestBuckets(t *testing.T) {
	t.Parallel()
	t.Run("hold the account, because bucket names are global", func(t *testing.T) { // R13
		t.Parallel()
		b, err := environment(t, "dev").Buckets(account)
		require.NoError(t, err)
		assert.Equal(t, map[string]naming.Name{
			"Artifacts": "s3-artifacts-123456789012-dev",
			"Cache":     "s3-cache-123456789012-dev",
			"Logs":      "s3-logs-123456789012-dev",
		}, listed(b))
	})
	t.Run("need an account id", func(t *testing.T) {
		t.Parallel()
		_, err := environment(t, "dev").Buckets("1")
		assert.EqualError(t, err, `AWS account id "1": 12 digits`)
	})
	t.Run("are not those that AWS keeps for itself", func(t *testing.T) {
		t.Parallel()
		_, err := environment(t, "s3alias").Buckets(account)
		assert.ErrorContains(t, err, `"s3-cache-123456789012-s3alias": matches`)
	})
}
