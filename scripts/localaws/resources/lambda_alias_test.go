package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestLambdaRejectsAliasesAndPermissionsAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.ZipFunction("lambda-a") }
	alias := func(version string) m {
		return m{"name": "live", "functionName": "lambda-a", "functionVersion": version}
	}
	permission := m{
		"action":      "lambda:InvokeFunction",
		"function":    "lambda-a",
		"principal":   "apigateway.amazonaws.com",
		"statementId": "api",
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "an alias of digits alone",
			Given: own,
			Token: awstest.FunctionAlias,
			In:    awstest.With(alias("1"), m{"name": "123"}),
			Want:  "name: invalid value for name (must be letters, digits, hyphens and underscores, not digits alone): 123",
		},
		{
			Says:  "an alias of a function that is not there",
			Token: awstest.FunctionAlias,
			In:    alias("1"),
			Want: "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: " +
				"Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a",
		},
		{
			Says:  "an alias for a version that was never published",
			Given: own,
			Token: awstest.FunctionAlias,
			In:    alias("7"),
			Want: "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: " +
				"Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:7",
		},
		{
			Says:  "traffic shared with a version that was never published",
			Given: own,
			Token: awstest.FunctionAlias,
			In:    awstest.With(alias("1"), m{"routingConfig": m{"additionalVersionWeights": m{"7": 0.1}}}),
			Want: "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: " +
				"Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:7",
		},
		{
			Says:  "traffic shared with $LATEST",
			Given: own,
			Token: awstest.FunctionAlias,
			In:    awstest.With(alias("$LATEST"), m{"routingConfig": m{"additionalVersionWeights": m{"1": 0.1}}}),
			Want: "creating Lambda Alias (live): operation error Lambda: CreateAlias, " +
				"api error InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version",
		},
		{
			Says: "a second alias of the same name",
			Given: func(c awstest.Client) {
				own(c)
				c.Given(awstest.FunctionAlias, "first", alias("1"))
			},
			Token: awstest.FunctionAlias,
			In:    alias("1"),
			Want: "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceConflictException: " +
				"Alias already exists: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:live",
		},
		{
			Says:  "a permission for a function that is not there",
			Token: awstest.Permission,
			In:    permission,
			Want: "creating Lambda Permission (api): operation error Lambda: AddPermission, " +
				"api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a",
		},
		{
			Says:  "a permission with another service's action",
			Given: own,
			Token: awstest.Permission,
			In:    awstest.With(permission, m{"action": "s3:GetObject"}),
			Want:  "action: invalid value for action (must be * or begin with lambda:): s3:GetObject",
		},
		{
			Says:  "a permission for a service that does not exist",
			Given: own,
			Token: awstest.Permission,
			In:    awstest.With(permission, m{"principal": "gateway.amazonaws.com"}),
			Want: "creating Lambda Permission (api): operation error Lambda: AddPermission, api error " +
				"InvalidParameterValueException: The provided principal was invalid. Please check the principal and try again.",
		},
		{
			Says: "a second permission of the same name",
			Given: func(c awstest.Client) {
				own(c)
				c.Given(awstest.Permission, "first", permission)
			},
			Token: awstest.Permission,
			In:    permission,
			Want: "creating Lambda Permission (api): operation error Lambda: AddPermission, api error " +
				"ResourceConflictException: The statement id (api) provided already exists. Please provide a new statement id, " +
				"or remove the existing statement.",
		},
	})
}
