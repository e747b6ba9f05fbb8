package harness_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/harness"
)

func TestAHouseDeploysAndReadsBackWhatIsDeployed(t *testing.T) {
	t.Parallel()
	h := harness.New(t, nil)
	h.Must(t, "deploy-all", "--env", "local")
	all := h.Deployed(t, "local")
	assert.Equal(t, "table-deployments-local",
		harness.Get(t, all, "dynamodb/table:Table", "table-deployments-local").Text("name"))
	assert.Len(t, harness.Of(all, "ecr/repository:Repository"), 1)

	h.Must(t, "destroy-all", "--env", "local")
	assert.Empty(t, h.Deployed(t, "local"))
}
