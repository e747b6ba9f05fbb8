package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestAFunctionInAVPC(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	in := awstest.With(c.Zip("lambda-a"), m{
		"vpcConfig": m{"subnetIds": list{"subnet-0123abcd"}, "securityGroupIds": list{"sg-0123abcd"}},
	})
	c.Given(awstest.RolePolicy, "changes", m{
		"name":   "changes",
		"role":   "role-lambda-a",
		"policy": awstest.Allow("arn:aws:ec2:us-east-1:*:*/*", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"),
	})
	c.Grant("role-lambda-a", "looks", "*", "ec2:DescribeNetworkInterfaces")
	function := c.Given(awstest.Function, "f", in)
	assert.Regexp(t, `^vpc-[0-9a-f]{17}$`, function.Out.Str("vpcConfig.vpcId"))
	assert.Empty(t, c.Diff(function, in).GetDiffs(), "the VPC that AWS adds is no change")
	out, err := c.Update(function, awstest.With(in, m{"vpcConfig": nil}))
	require.NoError(t, err)
	assert.Equal(t, "2", out.Out.Str("version"), "a version keeps its network")
}
