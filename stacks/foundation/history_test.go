package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHistory(t *testing.T) {
	t.Parallel()
	table := deploy(t, plain).Get(t, "dynamodb/table:Table", "history-table")

	t.Run("R6 R13 R15 R16 is keyed by deployment and time, on demand, recoverable, encrypted and destroyable", func(
		t *testing.T,
	) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"name":                      "table-deployments-dev",
			"hashKey":                   "deploymentId",
			"rangeKey":                  "timestamp",
			"billingMode":               "PAY_PER_REQUEST",
			"pointInTimeRecovery":       map[string]any{"enabled": true},
			"serverSideEncryption":      map[string]any{"enabled": true},
			"deletionProtectionEnabled": false,
		}, but(table, "attributes", "globalSecondaryIndexes"))
	})
	t.Run("R6 lists a service's deployments by time", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []any{map[string]any{
			"name": "byService", "hashKey": "service", "rangeKey": "timestamp", "projectionType": "ALL",
		}}, table.Inputs["globalSecondaryIndexes"])
	})
	t.Run("declares exactly the attributes that keys use, all of them text", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []any{
			map[string]any{"name": "deploymentId", "type": "S"},
			map[string]any{"name": "timestamp", "type": "S"},
			map[string]any{"name": "service", "type": "S"},
		}, table.Inputs["attributes"])
	})
}
