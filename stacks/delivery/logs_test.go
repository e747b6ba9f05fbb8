package delivery_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

func TestEveryLogGroupEnds(t *testing.T) { // R15, R17, R18
	t.Parallel()
	for days, settings := range map[float64]map[string]string{30: nil, 365: {"logRetentionDays": "365"}} {
		groups := deliverytest.Environment{Settings: settings}.Deployed(t).Of("cloudwatch/logGroup:LogGroup")
		assert.Len(t, groups, 7)
		for _, group := range groups {
			assert.Equal(t, days, group.Inputs["retentionInDays"], group.Name)
			assert.Equal(t, false, group.Inputs["skipDestroy"], group.Name)
		}
	}
}

func TestNoRoleMayMakeALogGroup(t *testing.T) { // R15
	t.Parallel()
	for _, policy := range (deliverytest.Environment{}).Deployed(t).Of("iam/rolePolicy:RolePolicy") {
		text := policy.Inputs["policy"].(string)
		assert.False(t, strings.Contains(text, "logs:CreateLogGroup") || strings.Contains(text, "logs:*"), policy.Name)
	}
}
