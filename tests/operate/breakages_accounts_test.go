package operate_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func brokenAccounts() []breakage {
	return []breakage{
		{
			name:    "a connection that nobody has completed",
			happens: func(_ *testing.T, w *ward) { w.vars["SLIPWAY_LOCAL_PEOPLE"] = "away" },
			check:   "connection",
			says:    "is PENDING, so no pipeline can read GitHub: complete it in the AWS console",
			also:    []string{"subscriptions"},
			person: func(t *testing.T, w *ward) {
				w.outputs(t, connections, map[string]any{"connectionStatus": "AVAILABLE"})
			},
		},
		{
			name:    "a mail that nobody has answered",
			happens: func(_ *testing.T, w *ward) { w.vars["SLIPWAY_LOCAL_PEOPLE"] = "away" },
			check:   "subscriptions",
			says:    "ops@example.com has not confirmed the subscription",
			mend: "aws sns subscribe --topic-arn arn:aws:sns:us-east-1:000000000000:topic-deployments-local --protocol email " +
				"--notification-endpoint ops@example.com",
			person: func(t *testing.T, w *ward) {
				assert.Empty(t, faults(w.examine(t)), "nobody is away any more")
			},
		},
		{
			name: "a connection that GitHub has ended",
			happens: func(t *testing.T, w *ward) {
				w.outputs(t, connections, map[string]any{"connectionStatus": "ERROR"})
			},
			check: "connection",
			says:  "is ERROR",
			person: func(t *testing.T, w *ward) {
				w.outputs(t, connections, map[string]any{"connectionStatus": "AVAILABLE"})
			},
		},
		{
			name:    "a subscription that somebody has ended",
			happens: func(t *testing.T, w *ward) { w.outside(t, "notifications-ops@example.com", nil) },
			check:   "subscriptions",
			says:    "ops@example.com is no longer subscribed",
			also:    []string{"drift"},
			mend:    "make refresh-all ENV=local",
			person:  deploys,
		},
		{
			name:    "a connection that is gone",
			happens: func(t *testing.T, w *ward) { w.outside(t, "connection-github", nil) },
			check:   "connection",
			says:    " is gone, so no pipeline can read GitHub",
			also:    []string{"drift"},
			mend:    "make refresh-all ENV=local",
			person:  deploys,
		},
		{
			name: "something that was changed by hand",
			happens: func(t *testing.T, w *ward) {
				w.outside(t, "function-api-logs", map[string]any{"retentionInDays": 1.0})
			},
			check:  "drift",
			says:   "compute: changed function-api-logs (LogGroup): retentionInDays",
			mend:   "make refresh-all ENV=local",
			person: deploys,
		},
		{
			name:    "something that was deleted by hand",
			happens: func(t *testing.T, w *ward) { w.outside(t, "overview-dashboard", nil) },
			check:   "drift",
			says:    "delivery: gone overview-dashboard (Dashboard)",
			mend:    "make refresh-all ENV=local",
			person:  deploys,
		},
		{
			name: "a secret of the webhook without a value",
			happens: func(t *testing.T, w *ward) {
				require.NoError(t, os.RemoveAll(filepath.Join(w.Account, tooling, "secret-values")))
			},
			check: "webhook",
			says:  "it has no value, so every push is rejected",
			mend:  "make deploy LAYER=delivery ENV=local",
		},
		{
			name: "a push that was rejected",
			happens: func(t *testing.T, w *ward) {
				require.Zero(t, w.run(t, "webhook", "--rotate").Code)
				w.secretsAge(t, 25*time.Hour)
				require.Equal(t, 1, w.run(t, "push", "--branch", "next").Code)
			},
			check: "webhook",
			says:  "was rejected with 401: the signature does not fit",
			mend:  "make webhook ENV=local",
			person: func(t *testing.T, w *ward) { // GitHub has the secret now
				require.Zero(t, w.run(t, "push", "--branch", "next").Code)
			},
		},
	}
}
