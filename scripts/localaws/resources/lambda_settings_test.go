package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestLambdaRejectsSettingsAsAWSDoes(t *testing.T) {
	t.Parallel()
	zip := func(changes m) func(awstest.Client) m {
		return func(c awstest.Client) m { return awstest.With(c.Zip("lambda-a"), changes) }
	}
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "too little memory",
			Token: awstest.Function,
			Make:  zip(m{"memorySize": 64.0}),
			Want:  "memorySize: expected memorySize to be in the range (128 - 10240), got 64",
		},
		{
			Says:  "a timeout above fifteen minutes",
			Token: awstest.Function,
			Make:  zip(m{"timeout": 901.0}),
			Want:  "timeout: expected timeout to be in the range (1 - 900), got 901",
		},
		{
			Says:  "an unknown runtime",
			Token: awstest.Function,
			Make:  zip(m{"runtime": "nodejs4.3"}),
			Want: "runtime: expected runtime to be one of [\"nodejs18.x\" \"nodejs20.x\" \"nodejs22.x\" \"python3.9\" " +
				"\"python3.10\" \"python3.11\" \"python3.12\" \"python3.13\" \"java8.al2\" \"java11\" \"java17\" \"java21\" " +
				"\"dotnet8\" \"ruby3.2\" \"ruby3.3\" \"ruby3.4\" \"provided.al2\" \"provided.al2023\"], got nodejs4.3",
		},
		{
			Says:  "a zip without a handler",
			Token: awstest.Function,
			Make:  zip(m{"handler": nil}),
			Want:  "handler: handler and runtime must be set when packageType is Zip",
		},
		{
			Says:  "a zip without code",
			Token: awstest.Function,
			Make:  zip(m{"s3Bucket": nil}),
			Want:  "code: one of `code,imageUri,s3Bucket` must be specified",
		},
		{
			Says:  "an image without its URI",
			Token: awstest.Function,
			Make:  zip(m{"packageType": "Image"}),
			Want:  "imageUri: imageUri must be set when packageType is Image",
		},
		{
			Says:  "an unknown architecture",
			Token: awstest.Function,
			Make:  zip(m{"architectures": list{"z80"}}),
			Want:  "architectures: expected architectures.0 to be one of [\"x86_64\" \"arm64\"], got z80",
		},
		{
			Says:  "an unknown tracing mode",
			Token: awstest.Function,
			Make:  zip(m{"tracingConfig": m{"mode": "On"}}),
			Want:  "tracingConfig.mode: expected tracingConfig.mode to be one of [\"Active\" \"PassThrough\"], got On",
		},
		{
			Says:  "too much ephemeral storage",
			Token: awstest.Function,
			Make:  zip(m{"ephemeralStorage": m{"size": 10241.0}}),
			Want: "ephemeralStorage.size: expected ephemeralStorage.size to be in the range (512 - 10240), " +
				"got 10241",
		},
		{
			Says:  "an unknown format of logs",
			Token: awstest.Function,
			Make:  zip(m{"loggingConfig": m{"logFormat": "XML"}}),
			Want: "loggingConfig.logFormat: expected loggingConfig.logFormat to be one of [\"JSON\" \"Text\"], " +
				"got XML",
		},
		{
			Says:  "an unknown level",
			Token: awstest.Function,
			Make:  zip(m{"loggingConfig": m{"logFormat": "JSON", "systemLogLevel": "ERROR"}}),
			Want: "loggingConfig.systemLogLevel: expected loggingConfig.systemLogLevel to be one of " +
				"[\"DEBUG\" \"INFO\" \"WARN\"], got ERROR",
		},
		{
			Says:  "a level of logs that are text",
			Token: awstest.Function,
			Make:  zip(m{"loggingConfig": m{"logFormat": "Text", "applicationLogLevel": "WARN"}}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error " +
				"InvalidParameterValueException: Log level filtering is only available for functions with the JSON log format.",
		},
		{
			Says:  "a VPC without security groups",
			Token: awstest.Function,
			Make:  zip(m{"vpcConfig": m{"subnetIds": list{"subnet-0123abcd"}}}),
			Want:  "vpcConfig.securityGroupIds: Missing required argument: securityGroupIds",
		},
		{
			Says:  "too many security groups",
			Token: awstest.Function,
			Make: zip(m{"vpcConfig": m{
				"subnetIds":        list{"subnet-0123abcd"},
				"securityGroupIds": list{"sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6"},
			}}),
			Want: "vpcConfig.securityGroupIds: Member must have length less than or equal to 5",
		},
		{
			Says:  "what is no subnet",
			Token: awstest.Function,
			Make:  zip(m{"vpcConfig": m{"subnetIds": list{"vpc-1"}, "securityGroupIds": list{"sg-1"}}}),
			Want:  "vpcConfig.subnetIds: Member must satisfy regular expression pattern: ^subnet-[0-9a-z]*$",
		},
		{
			Says:  "a VPC that the role may not make network interfaces in",
			Token: awstest.Function,
			Make:  zip(m{"vpcConfig": m{"subnetIds": list{"subnet-1"}, "securityGroupIds": list{"sg-1"}}}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error " +
				"InvalidParameterValueException: The provided execution role does not have permissions to call " +
				"CreateNetworkInterface on EC2",
		},
		{
			Says:  "a variable with a hyphen",
			Token: awstest.Function,
			Make:  zip(m{"environment": m{"variables": m{"LOG-LEVEL": "info"}}}),
			Want: "environment.variables: LOG-LEVEL must be valid environment variable name: letters, " +
				"digits and underscores after a letter",
		},
		{
			Says:  "a variable of Lambda's own",
			Token: awstest.Function,
			Make:  zip(m{"environment": m{"variables": m{"AWS_REGION": "us-east-1"}}}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error " +
				"InvalidParameterValueException: Lambda was unable to configure your environment variables because the " +
				"environment variables you have provided contains reserved keys that are currently not supported for " +
				"modification. Reserved keys used in this request: AWS_REGION",
		},
		{
			Says:  "variables above four kilobytes",
			Token: awstest.Function,
			Make:  zip(m{"environment": m{"variables": m{"BIG": strings.Repeat("x", 5000)}}}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error " +
				"InvalidParameterValueException: Lambda was unable to configure your environment variables because the " +
				"environment variables you have provided exceeded the 4KB limit.",
		},
		{
			Says:  "a key that does not exist",
			Token: awstest.Function,
			Make:  zip(m{"kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"}),
			Want: "creating Lambda Function (lambda-a): operation error Lambda: CreateFunction, api error NotFoundException: " +
				"Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
	})
}
