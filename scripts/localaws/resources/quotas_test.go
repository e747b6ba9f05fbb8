package resources_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

func TestQuotas(t *testing.T) {
	t.Parallel()
	c := awstest.Connect(t, awstest.Start(t, t.TempDir(), awstest.Settings(map[string]string{
		localaws.QuotasVariable: "L-244521F2=2, L-FE177D64=1",
	})), nil)
	c.Given(awstest.Bus, "b", m{"name": "bus-a"})
	for _, bus := range []string{"default", "bus-a"} {
		rule := func(n int) m {
			return m{"name": fmt.Sprint("rule-", n), "eventBusName": bus, "eventPattern": `{"source": ["a"]}`}
		}
		c.Given(awstest.Rule, "r1"+bus, rule(1))
		c.Given(awstest.Rule, "r2"+bus, rule(2))
		_, err := c.Create(awstest.Rule, "r3"+bus, rule(3))
		assert.ErrorContains(t, err,
			"LimitExceededException: The requested resource exceeds the maximum number allowed.", bus)
	}
	c.Role("role-a", "lambda")
	_, err := c.Create(awstest.Role, "b", m{"name": "role-b", "assumeRolePolicy": awstest.Trust("lambda")})
	assert.ErrorContains(t, err, "LimitExceeded: Cannot exceed quota for RolesPerAccount: 1")
}
