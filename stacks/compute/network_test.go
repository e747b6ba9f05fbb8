package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNetwork(t *testing.T) {
	t.Parallel()
	r := run(t, values{"services": `{"cart": {}, "api": {"vpc": {
		"subnetIds": ["subnet-0123abcd", "${stack:network#subnet}"], "securityGroupIds": ["${stack:network#group}"]}}}`})
	r.Stacks["organization/network/dev"] = map[string]any{"subnet": "subnet-89abcdef", "group": "sg-89abcdef"}
	rec := deployRun(r)
	require.NoError(t, rec.Err)
	t.Run("is that of the service, with outputs of the network's stack", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"subnetIds":        []any{"subnet-0123abcd", "subnet-89abcdef"},
			"securityGroupIds": []any{"sg-89abcdef"},
		}, rec.Get(t, "lambda/function:Function", "function-api-function").Inputs["vpcConfig"])
		assert.NotContains(t, rec.Get(t, "lambda/function:Function", "function-cart-function").Inputs, "vpcConfig")
	})
	t.Run("R16 is made by Lambda as the role, and never by the function's code", func(t *testing.T) {
		t.Parallel()
		own := rec.Get(t, "iam/rolePolicy:RolePolicy", "function-api-policy")
		changes := []any{
			"ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
			"ec2:UnassignPrivateIpAddresses",
		}
		interfaces := []any{"arn:aws:ec2:us-east-1:*:*/*"}
		assert.Equal(t, map[string]any{
			"Sid":      "Network",
			"Effect":   "Allow",
			"Action":   changes,
			"Resource": interfaces,
		}, statement(t, own, "Network"))
		assert.Equal(t, map[string]any{
			"Sid":      "NetworkLooks",
			"Effect":   "Allow",
			"Action":   []any{"ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"},
			"Resource": []any{"*"},
		}, statement(t, own, "NetworkLooks"))
		assert.Equal(t, map[string]any{
			"Sid":      "NetworkOfLambda",
			"Effect":   "Deny",
			"Action":   changes,
			"Resource": interfaces,
			"Condition": map[string]any{"ArnEquals": map[string]any{
				"lambda:SourceFunctionArn": []any{"arn:aws:lambda:us-east-1:111122223333:function:lambda-api-dev"},
			}},
		}, statement(t, own, "NetworkOfLambda"))
		assert.NotContains(t, policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-cart-policy"), "policy"), "ec2:")
	})
}
