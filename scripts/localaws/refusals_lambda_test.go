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
		{"a name of 65 characters", nil, functionT, nil, zip(m{"name": strings.Repeat("f", 65)}), "name: expected length of name to be in the range (1 - 64), got fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"},
		{"a role that is no ARN", nil, functionT, nil, zip(m{"role": "role-a"}), "role: \"role\" (role-a) is an invalid ARN: arn: invalid prefix"},
		{"a role that does not exist", nil, functionT, nil, zip(m{"role": roleARN("nobody")}), "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda."},
		{"a role that Lambda may not assume", func(c client) { c.role("role-build", "codebuild") }, functionT, nil, zip(m{"role": roleARN("role-build")}), "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda."},
		{"too little memory", nil, functionT, nil, zip(m{"memorySize": 64.0}), "memorySize: expected memorySize to be in the range (128 - 10240), got 64"},
		{"a timeout above fifteen minutes", nil, functionT, nil, zip(m{"timeout": 901.0}), "timeout: expected timeout to be in the range (1 - 900), got 901"},
		{"an unknown runtime", nil, functionT, nil, zip(m{"runtime": "nodejs4.3"}), "runtime: expected runtime to be one of [\"nodejs18.x\" \"nodejs20.x\" \"nodejs22.x\" \"python3.9\" \"python3.10\" \"python3.11\" \"python3.12\" \"python3.13\" \"java8.al2\" \"java11\" \"java17\" \"java21\" \"dotnet8\" \"ruby3.2\" \"ruby3.3\" \"ruby3.4\" \"provided.al2\" \"provided.al2023\"], got nodejs4.3"},
		{"a zip without a handler", nil, functionT, nil, zip(m{"handler": nil}), "handler: handler and runtime must be set when packageType is Zip"},
		{"a zip without code", nil, functionT, nil, zip(m{"s3Bucket": nil}), "code: one of `code,imageUri,s3Bucket` must be specified"},
		{"an image without its URI", nil, functionT, nil, zip(m{"packageType": "Image"}), "imageUri: imageUri must be set when packageType is Image"},
		{"an unknown architecture", nil, functionT, nil, zip(m{"architectures": list{"z80"}}), "architectures: expected architectures.0 to be one of [\"x86_64\" \"arm64\"], got z80"},
		{"an unknown tracing mode", nil, functionT, nil, zip(m{"tracingConfig": m{"mode": "On"}}), "tracingConfig.mode: expected tracingConfig.mode to be one of [\"Active\" \"PassThrough\"], got On"},
		{"a variable with a hyphen", nil, functionT, nil, zip(m{"environment": m{"variables": m{"LOG-LEVEL": "info"}}}), "environment.variables: LOG-LEVEL must be valid environment variable name: letters, digits and underscores after a letter"},
		{"a variable of Lambda's own", nil, functionT, nil, zip(m{"environment": m{"variables": m{"AWS_REGION": "us-east-1"}}}), "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION"},
		{"variables above four kilobytes", nil, functionT, nil, zip(m{"environment": m{"variables": m{"BIG": strings.Repeat("x", 5000)}}}), "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit."},
		{"a key that does not exist", nil, functionT, nil, zip(m{"kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"}), "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a reservation that leaves fewer than 100", nil, functionT, nil, zip(m{"reservedConcurrentExecutions": 901.0}), "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."},
		{"reservations that together leave fewer than 100", func(c client) {
			c.given(functionT, "b", with(c.zip("lambda-b"), m{"reservedConcurrentExecutions": 500.0}))
		}, functionT, nil, zip(m{"reservedConcurrentExecutions": 401.0}), "creating Lambda Function (lambda-a): operation error Lambda: PutFunctionConcurrency, api error InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."},
		{"a second function of the same name", own, functionT, m{"name": "lambda-a", "role": roleARN("role-lambda-a"), "handler": "h", "runtime": "nodejs18.x", "s3Bucket": "b"}, nil, "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error ResourceConflictException: Function already exist: lambda-a"},
		{"an alias of digits alone", own, functionAliasT, with(alias("1"), m{"name": "123"}), nil, "name: invalid value for name (must be letters, digits, hyphens and underscores, not digits alone): 123"},
		{"an alias of a function that is not there", nil, functionAliasT, alias("1"), nil, "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a"},
		{"an alias for a version that was never published", own, functionAliasT, alias("7"), nil, "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:7"},
		{"traffic shared with a version that was never published", own, functionAliasT, with(alias("1"), m{"routingConfig": m{"additionalVersionWeights": m{"7": 0.1}}}), nil, "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:7"},
		{"traffic shared with $LATEST", own, functionAliasT, with(alias("$LATEST"), m{"routingConfig": m{"additionalVersionWeights": m{"1": 0.1}}}), nil, "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version"},
		{"a second alias of the same name", func(c client) {
			own(c)
			c.given(functionAliasT, "first", alias("1"))
		}, functionAliasT, alias("1"), nil, "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error ResourceConflictException: Alias already exists: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:live"},
		{"a permission for a function that is not there", nil, permissionT, permission, nil, "creating Lambda Permission (api): operation error Lambda: AddPermission, api error ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a"},
		{"a permission with another service's action", own, permissionT, with(permission, m{"action": "s3:GetObject"}), nil, "action: invalid value for action (must be * or begin with lambda:): s3:GetObject"},
		{"a permission for a service that does not exist", own, permissionT, with(permission, m{"principal": "gateway.amazonaws.com"}), nil, "creating Lambda Permission (api): operation error Lambda: AddPermission, api error InvalidParameterValueException: The provided principal was invalid. Please check the principal and try again."},
		{"a second permission of the same name", func(c client) {
			own(c)
			c.given(permissionT, "first", permission)
		}, permissionT, permission, nil, "creating Lambda Permission (api): operation error Lambda: AddPermission, api error ResourceConflictException: The statement id (api) provided already exists. Please provide a new statement id, or remove the existing statement."},
	})
}
