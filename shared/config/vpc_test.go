package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestVPC(t *testing.T) {
	t.Parallel()
	t.Run("is that of all, or of one service, or none", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("compute",
			values{"vpc": `{"subnetIds": ["subnet-0123abcd"], "securityGroupIds": ["sg-0123456789abcdef0"]}`},
			`{"api": {}, "cart": {"vpc": {}}, "orders": {"vpc": {
				"subnetIds": ["${stack:network#a}", "${stack:network#b}"], "securityGroupIds": ["${stack:network#group}"]}}}`)
		require.NoError(t, err)
		want := config.VPC{Subnets: []string{"subnet-0123abcd"}, SecurityGroups: []string{"sg-0123456789abcdef0"}}
		assert.Equal(t, want, all.VPC)
		assert.Equal(t, want, each["api"].VPC)
		assert.True(t, each["api"].VPC.In())
		assert.False(t, each["cart"].VPC.In())
		assert.Equal(t, []string{"${stack:network#a}", "${stack:network#b}"}, each["orders"].VPC.Subnets)
	})
	for name, c := range map[string]struct{ settings, fault string }{
		"no security group": {`{"subnetIds": ["subnet-0123abcd"]}`, `securityGroupIds is "0": 1 to 5 ids`},
		"too many subnets": {`{"subnetIds": ["` + strings.Repeat(`${stack:n#a}", "`, 16) + `${stack:n#b}"], ` +
			`"securityGroupIds": ["sg-0123abcd"]}`, `subnetIds is "17": 1 to 16 ids`},
		"an id of something else": {`{"subnetIds": ["sg-0123abcd"], "securityGroupIds": ["sg-0123abcd"]}`,
			`subnetIds is "sg-0123abcd": an id such as subnet-0123456789abcdef0, or an output of another stack`},
		"an id twice": {`{"subnetIds": ["subnet-0123abcd"], "securityGroupIds": ["sg-0123abcd", "sg-0123abcd"]}`,
			`securityGroupIds is "sg-0123abcd": named twice`},
		"an output that is written wrongly": {
			`{"subnetIds": ["${stack:network}"], "securityGroupIds": ["sg-0123abcd"]}`,
			`subnetIds is "${stack:network}": ` + config.ReferenceRule},
		"tags": {`{"subnetIds": ["subnet-0123abcd"], "securityGroupIds": ["sg-0123abcd"], "tags": {}}`,
			`tags is "{}": no such part; there are subnetIds, securityGroupIds`},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := perService("compute", values{}, `{"api": {"vpc": `+c.settings+`}}`)
			require.ErrorContains(t, err, "slipway-foundation:services.api.vpc."+c.fault)
		})
	}
}
