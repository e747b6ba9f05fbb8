package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestUpdatesOfFunctionsAreRejected(t *testing.T) {
	t.Parallel()
	zipped := func(c awstest.Client) awstest.Resource {
		c.Role("role-other", "states")
		return c.ZipFunction("lambda-a")
	}
	aliased := func(c awstest.Client) awstest.Resource {
		c.ZipFunction("lambda-a")
		return c.Given(awstest.FunctionAlias, "it", m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"})
	}
	rejectUpdates(t, []change{
		{
			"a role that Lambda may not assume",
			zipped,
			m{"role": awstest.RoleARN("role-other")},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api " +
				"error InvalidParameterValueException: The role defined for the function cannot be assumed by " +
				"Lambda.",
		},
		{
			"a role that does not exist",
			zipped,
			m{"role": awstest.RoleARN("nobody")},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api " +
				"error InvalidParameterValueException: The role defined for the function cannot be assumed by " +
				"Lambda.",
		},
		{
			"a key that does not exist",
			zipped,
			m{"kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api error " +
				"NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			"a reservation that leaves fewer than 100",
			zipped,
			m{"reservedConcurrentExecutions": 901.0},
			"updating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error " +
				"InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases " +
				"account's UnreservedConcurrentExecution below its minimum value of [100].",
		},
		{"too much memory", zipped, m{"memorySize": 10241.0},
			"memorySize: expected memorySize to be in the range (128 - 10240), got 10241"},
		{
			"a variable of Lambda's own",
			zipped,
			m{"environment": m{"variables": m{"AWS_REGION": "x"}}},
			"updating Lambda Function (lambda-a): operation error Lambda: UpdateFunctionConfiguration, api " +
				"error InvalidParameterValueException: Lambda was unable to configure your environment variables " +
				"because the environment variables you have provided contains reserved keys that are currently " +
				"not supported for modification. Reserved keys used in this request: AWS_REGION",
		},
		{"traffic to a version that was never published", aliased,
			m{
				"routingConfig": m{"additionalVersionWeights": m{"2": 0.1}},
			}, "updating Lambda Alias (live): operation error Lambda: UpdateAlias, api error " +
				"ResourceNotFoundException: Function not found: " +
				"arn:aws:lambda:us-east-1:000000000000:function:lambda-a:2"},
		{
			"traffic to $LATEST",
			aliased,
			m{"routingConfig": m{"additionalVersionWeights": m{"$LATEST": 0.1}}},
			"updating Lambda Alias (live): operation error Lambda: UpdateAlias, api error " +
				"InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 " +
				"version",
		},
	})
}
