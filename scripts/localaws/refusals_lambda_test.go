package localaws_test

import (
	"strings"
	"testing"
)

// with is inputs with some replaced; a nil takes one away.
func with(in m, changes m) m {
	out := m{}
	for k, v := range in {
		out[k] = v
	}
	for k, v := range changes {
		out[k] = v
		if v == nil {
			delete(out, k)
		}
	}
	return out
}

func TestLambdaRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	zip := func(changes m) func(client) m {
		return func(c client) m { return with(c.zip("lambda-a"), changes) }
	}
	own := func(c client) { c.zipFunction("lambda-a") }
	alias := func(version string) m {
		return m{"name": "live", "functionName": "lambda-a", "functionVersion": version}
	}
	permission := m{"action": "lambda:InvokeFunction", "function": "lambda-a", "principal": "apigateway.amazonaws.com", "statementId": "api"}
	refused(t, []refusal{
		{
			says:  "a name of 65 characters",
			token: functionT,
			make:  zip(m{"name": strings.Repeat("f", 65)}),
			want:  "name: expected length of name to be in the range (1 - 64), got fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
		},
		{
			says:  "a role that is no ARN",
			token: functionT,
			make:  zip(m{"role": "role-a"}),
			want:  "role: \"role\" (role-a) is an invalid ARN: arn: invalid prefix",
		},
		{
			says:  "a role that does not exist",
			token: functionT,
			make:  zip(m{"role": roleARN("nobody")}),
			want:  "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
		},
		{
			says:  "a role that Lambda may not assume",
			given: func(c client) { c.role("role-build", "codebuild") },
			token: functionT,
			make:  zip(m{"role": roleARN("role-build")}),
			want:  "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
		},
		{
			says:  "too little memory",
			token: functionT,
			make:  zip(m{"memorySize": 64.0}),
			want:  "memorySize: expected memorySize to be in the range (128 - 10240), got 64",
		},
		{
			says:  "a timeout above fifteen minutes",
			token: functionT,
			make:  zip(m{"timeout": 901.0}),
			want:  "timeout: expected timeout to be in the range (1 - 900), got 901",
		},
		{
			says:  "an unknown runtime",
			token: functionT,
			make:  zip(m{"runtime": "nodejs4.3"}),
			want:  "runtime: expected runtime to be one of [\"nodejs18.x\" \"nodejs20.x\" \"nodejs22.x\" \"python3.9\" \"python3.10\" \"python3.11\" \"python3.12\" \"python3.13\" \"java8.al2\" \"java11\" \"java17\" \"java21\" \"dotnet8\" \"ruby3.2\" \"ruby3.3\" \"ruby3.4\" \"provided.al2\" \"provided.al2023\"], got nodejs4.3",
		},
		{
			says:  "a zip without a handler",
			token: functionT,
			make:  zip(m{"handler": nil}),
			want:  "handler: handler and runtime must be set when packageType is Zip",
		},
		{
			says:  "a zip without code",
			token: functionT,
			make:  zip(m{"s3Bucket": nil}),
			want:  "code: one of `code,imageUri,s3Bucket` must be specified",
		},
		{
			says:  "an image without its URI",
			token: functionT,
			make:  zip(m{"packageType": "Image"}),
			want:  "imageUri: imageUri must be set when packageType is Image",
		},
		{
			says:  "an unknown architecture",
			token: functionT,
			make:  zip(m{"architectures": list{"z80"}}),
			want:  "architectures: expected architectures.0 to be one of [\"x86_64\" \"arm64\"], got z80",
		},
		{
			says:  "an unknown tracing mode",
			token: functionT,
			make:  zip(m{"tracingConfig": m{"mode": "On"}}),
			want:  "tracingConfig.mode: expected tracingConfig.mode to be one of [\"Active\" \"PassThrough\"], got On",
		},
		{
			says:  "a variable with a hyphen",
			token: functionT,
			make:  zip(m{"environment": m{"variables": m{"LOG-LEVEL": "info"}}}),
			want:  "environment.variables: LOG-LEVEL must be valid environment variable name: letters, digits and underscores after a letter",
		},
		{
			says:  "a variable of Lambda's own",
			token: functionT,
			make:  zip(m{"environment": m{"variables": m{"AWS_REGION": "us-east-1"}}}),
			want:  "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION",
		},
		{
			says:  "variables above four kilobytes",
			token: functionT,
			make:  zip(m{"environment": m{"variables": m{"BIG": strings.Repeat("x", 5000)}}}),
			want:  "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.",
		},
		{
			says:  "a key that does not exist",
			token: functionT,
			make:  zip(m{"kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"}),
			want:  "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			says:  "a reservation that leaves fewer than 100",
			token: functionT,
			make:  zip(m{"reservedConcurrentExecutions": 901.0}),
			want:  "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
		},
		{
			says: "reservations that together leave fewer than 100",
			given: func(c client) {
				c.given(functionT, "b", with(c.zip("lambda-b"), m{"reservedConcurrentExecutions": 500.0}))
			},
			token: functionT,
			make:  zip(m{"reservedConcurrentExecutions": 401.0}),
			want:  "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
		},
		{
			says:  "a second function of the same name",
			given: own,
			token: functionT,
			in:    m{"name": "lambda-a", "role": roleARN("role-lambda-a"), "handler": "h", "runtime": "nodejs18.x", "s3Bucket": "b"},
			want:  "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error ResourceConflictException: Function already exist: lambda-a",
		},
		{
			says:  "an alias of digits alone",
			given: own,
			token: functionAliasT,
			in:    with(alias("1"), m{"name": "123"}),
			want:  "name: invalid value for name (must be letters, digits, hyphens and underscores, not digits alone): 123",
		},
		{
			says:  "an alias of a function that is not there",
			token: functionAliasT,
			in:    alias("1"),
			want:  "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a",
		},
		{
			says:  "an alias for a version that was never published",
			given: own,
			token: functionAliasT,
			in:    alias("7"),
			want:  "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:7",
		},
		{
			says:  "traffic shared with a version that was never published",
			given: own,
			token: functionAliasT,
			in:    with(alias("1"), m{"routingConfig": m{"additionalVersionWeights": m{"7": 0.1}}}),
			want:  "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:7",
		},
		{
			says:  "traffic shared with $LATEST",
			given: own,
			token: functionAliasT,
			in:    with(alias("$LATEST"), m{"routingConfig": m{"additionalVersionWeights": m{"1": 0.1}}}),
			want:  "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version",
		},
		{
			says: "a second alias of the same name",
			given: func(c client) {
				own(c)
				c.given(functionAliasT, "first", alias("1"))
			},
			token: functionAliasT,
			in:    alias("1"),
			want:  "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceConflictException: Alias already exists: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:live",
		},
		{
			says:  "a permission for a function that is not there",
			token: permissionT,
			in:    permission,
			want:  "creating Lambda Permission (api): operation error Lambda: AddPermission, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a",
		},
		{
			says:  "a permission with another service's action",
			given: own,
			token: permissionT,
			in:    with(permission, m{"action": "s3:GetObject"}),
			want:  "action: invalid value for action (must be * or begin with lambda:): s3:GetObject",
		},
		{
			says:  "a permission for a service that does not exist",
			given: own,
			token: permissionT,
			in:    with(permission, m{"principal": "gateway.amazonaws.com"}),
			want:  "creating Lambda Permission (api): operation error Lambda: AddPermission, api error InvalidParameterValueException: The provided principal was invalid. Please check the principal and try again.",
		},
		{
			says: "a second permission of the same name",
			given: func(c client) {
				own(c)
				c.given(permissionT, "first", permission)
			},
			token: permissionT,
			in:    permission,
			want:  "creating Lambda Permission (api): operation error Lambda: AddPermission, api error ResourceConflictException: The statement id (api) provided already exists. Please provide a new statement id, or remove the existing statement.",
		},
	})
}
