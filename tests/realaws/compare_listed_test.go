package realaws_test

// listedDifference is an output that is known to differ, with the reason. The path
// covers all paths that begin with it.
type listedDifference struct{ typ, path, reason string }

var listedDifferences = []listedDifference{
	{"apigatewayv2/api:Api", "ipAddressType", "the emulator does not answer it; ipv4 is AWS's default"},
	{"apigatewayv2/stage:Stage", "deploymentId", "the emulator deploys nothing by itself; AWS does, for autoDeploy"},
	{"cloudwatch/logGroup:LogGroup", "logGroupClass", "the emulator does not answer it; STANDARD is AWS's default"},
	{"cloudwatch/metricAlarm:MetricAlarm", "alarmActions", "a list without elements and none mean the same"},
	{"cloudwatch/metricAlarm:MetricAlarm", "insufficientDataActions", "a list without elements and none mean the same"},
	{"cloudwatch/metricAlarm:MetricAlarm", "metricQueries[", "a set: its order has no meaning"},
	{"cloudwatch/metricAlarm:MetricAlarm", "okActions", "a list without elements and none mean the same"},
	{"dynamodb/table:Table", "attributes[", "a set: its order has no meaning"},
	{"dynamodb/table:Table", "serverSideEncryption.kmsKeyArn",
		"the emulator makes no key of DynamoDB's; AWS answers its ARN"},
	{"kms/key:Key", "rotationPeriodInDays", "the emulator does not answer it; AWS rotates every 365 days"},
	{"lambda/function:Function", "lastModified", "the emulator writes Z where AWS writes +0000"},
	{"lambda/function:Function", "sourceCodeSize", "the simulated AWS packs no code, so it has no size to tell"},
	{"s3/bucketV2:BucketV2", "requestPayer", "the emulator does not answer it; AWS answers BucketOwner"},
	{"s3/bucketV2:BucketV2", "serverSideEncryptionConfigurations",
		"the emulator's new buckets do not encrypt; AWS's do, with AES256"},
	{"sns/topicSubscription:TopicSubscription", "confirmationWasAuthenticated",
		"the emulator confirms e-mail subscriptions by itself"},
	{"sns/topicSubscription:TopicSubscription", "pendingConfirmation",
		"the emulator confirms e-mail subscriptions by itself"},
}

// listedPlan is a change that is known to be planned differently, with the reason.
type listedPlan struct{ real, simulated, reason string }

const (
	keepsName = "the stand-in, built on the newer half of Pulumi's bridge, keeps a name that is no longer given; " +
		"pulumi-aws, on the older half, makes a new one up"
	inTheCall = "the provider lets it through and AWS refuses the call; the simulated AWS says so in the plan"
)

var listedPlans = map[string]listedPlan{
	"apigatewayv2/api:Api name removed":                                 {"keep", "update", keepsName},
	"apigatewayv2/integration:Integration timeoutMilliseconds negative": {"update", "refuse", inTheCall},
	"apigatewayv2/stage:Stage name misspelt":                            {"replace", "refuse", inTheCall},
	"apigatewayv2/stage:Stage name removed":                             {"keep", "replace", keepsName},
	"cloudwatch/eventBus:EventBus name removed":                         {"keep", "replace", keepsName},
	"cloudwatch/eventRule:EventRule name removed":                       {"keep", "replace", keepsName},
	"cloudwatch/eventTarget:EventTarget targetId removed":               {"keep", "replace", keepsName},
	"cloudwatch/logGroup:LogGroup name removed":                         {"keep", "replace", keepsName},
	"cloudwatch/metricAlarm:MetricAlarm datapointsToAlarm raised":       {"update", "refuse", inTheCall},
	"cloudwatch/metricAlarm:MetricAlarm metricName removed":             {"update", "refuse", inTheCall},
	"cloudwatch/metricAlarm:MetricAlarm name removed":                   {"keep", "replace", keepsName},
	"cloudwatch/metricAlarm:MetricAlarm namespace removed":              {"update", "refuse", inTheCall},
	"cloudwatch/metricAlarm:MetricAlarm period removed":                 {"update", "refuse", inTheCall},
	"cloudwatch/queryDefinition:QueryDefinition name removed":           {"keep", "update", keepsName},
	"codeartifact/domain:Domain domain overlong":                        {"replace", "refuse", inTheCall},
	"codeartifact/repository:Repository repository overlong":            {"replace", "refuse", inTheCall},
	"codebuild/project:Project name removed":                            {"keep", "replace", keepsName},
	"codebuild/reportGroup:ReportGroup name removed":                    {"keep", "replace", keepsName},
	"codedeploy/application:Application name removed":                   {"keep", "update", keepsName},
	"codepipeline/pipeline:Pipeline name removed":                       {"keep", "replace", keepsName},
	"codestarconnections/connection:Connection name overlong":           {"replace", "refuse", inTheCall},
	"codestarconnections/connection:Connection name removed":            {"keep", "replace", keepsName},
	"codestarconnections/connection:Connection providerType removed": {
		"keep", "refuse",
		"the provider keeps what was there; the simulated AWS wants it written out, as for a new connection",
	},
	"codestarnotifications/notificationRule:NotificationRule name removed": {"keep", "update", keepsName},
	"dynamodb/table:Table attributes removed": {"keep", "refuse",
		"the provider keeps what was there; the simulated AWS wants a table's key and its attributes written out"},
	"dynamodb/table:Table billingMode removed": {"update", "refuse", inTheCall},
	"dynamodb/table:Table hashKey removed": {"keep", "refuse",
		"the provider keeps what was there; the simulated AWS wants a table's key and its attributes written out"},
	"dynamodb/table:Table name overlong":                                             {"replace", "refuse", inTheCall},
	"dynamodb/table:Table name removed":                                              {"keep", "replace", keepsName},
	"ecr/repository:Repository name overlong":                                        {"replace", "refuse", inTheCall},
	"ecr/repository:Repository name removed":                                         {"keep", "replace", keepsName},
	"iam/role:Role name removed":                                                     {"keep", "replace", keepsName},
	"iam/rolePolicy:RolePolicy name removed":                                         {"keep", "replace", keepsName},
	"kms/alias:Alias name removed":                                                   {"keep", "replace", keepsName},
	"lambda/alias:Alias name overlong":                                               {"replace", "refuse", inTheCall},
	"lambda/alias:Alias name removed":                                                {"keep", "replace", keepsName},
	"lambda/function:Function name removed":                                          {"keep", "replace", keepsName},
	"lambda/permission:Permission statementId removed":                               {"keep", "replace", keepsName},
	"s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 rules removed": {"update", "refuse", inTheCall},
	"s3/bucketV2:BucketV2 bucket removed":                                            {"keep", "replace", keepsName},
	"secretsmanager/secret:Secret name removed":                                      {"keep", "replace", keepsName},
	"sfn/stateMachine:StateMachine name removed":                                     {"keep", "replace", keepsName},
	"sns/topic:Topic name overlong":                                                  {"replace", "refuse", inTheCall},
	"sns/topic:Topic name removed":                                                   {"keep", "replace", keepsName},
	"sqs/queue:Queue name overlong":                                                  {"replace", "refuse", inTheCall},
	"sqs/queue:Queue name removed":                                                   {"keep", "replace", keepsName},
}
