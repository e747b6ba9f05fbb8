package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestLambdaRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	zip := func(changes m) func(awstest.Client) m {
		return func(c awstest.Client) m { return awstest.With(c.Zip("lambda-a"), changes) }
	}
	own := func(c awstest.Client) { c.ZipFunction("lambda-a") }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a name of 65 characters",
			Token: awstest.Function,
			Make:  zip(m{"name": strings.Repeat("f", 65)}),
			Want: "name: expected length of name to be in the range (1 - 64), " +
				"got fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
		},
		{
			Says:  "a role that is no ARN",
			Token: awstest.Function,
			Make:  zip(m{"role": "role-a"}),
			Want:  "role: \"role\" (role-a) is an invalid ARN: arn: invalid prefix",
		},
		{
			Says:  "a role that does not exist",
			Token: awstest.Function,
			Make:  zip(m{"role": awstest.RoleARN("nobody")}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, " +
				"api error InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
		},
		{
			Says:  "a role that Lambda may not assume",
			Given: func(c awstest.Client) { c.Role("role-build", "codebuild") },
			Token: awstest.Function,
			Make:  zip(m{"role": awstest.RoleARN("role-build")}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, " +
				"api error InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
		},
		{
			Says:  "a reservation that leaves fewer than 100",
			Token: awstest.Function,
			Make:  zip(m{"reservedConcurrentExecutions": 901.0}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error " +
				"InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's " +
				"UnreservedConcurrentExecution below its minimum value of [100].",
		},
		{
			Says: "reservations that together leave fewer than 100",
			Given: func(c awstest.Client) {
				c.Given(awstest.Function, "b", awstest.With(c.Zip("lambda-b"), m{"reservedConcurrentExecutions": 500.0}))
			},
			Token: awstest.Function,
			Make:  zip(m{"reservedConcurrentExecutions": 401.0}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error " +
				"InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's " +
				"UnreservedConcurrentExecution below its minimum value of [100].",
		},
		{
			Says:  "a second function of the same name",
			Given: own,
			Token: awstest.Function,
			In: m{
				"name":     "lambda-a",
				"role":     awstest.RoleARN("role-lambda-a"),
				"handler":  "h",
				"runtime":  "nodejs18.x",
				"s3Bucket": "b",
			},
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, " +
				"api error ResourceConflictException: Function already exist: lambda-a",
		},
	})
}
