package naming

import "regexp"

// LiveAlias is the Lambda alias of each service that traffic goes to.
const LiveAlias = "live"

func pattern(p string) *regexp.Regexp { return regexp.MustCompile(p) }

// The AWS resource types that slipway names, with the rule of each service.
// Log groups have no kind: AWS derives their names from what writes to them.
var (
	Alarm = Kind{"alarm", "CloudWatch alarm name", 1, 255, pattern(`^[\x20-\x7e]+$`),
		"CloudWatch API, PutMetricAlarm"}
	API = Kind{"api", "API Gateway API name", 1, 128, pattern(`^[\x20-\x7e]+$`),
		"API Gateway V2 API, CreateApi"}
	Bucket = Kind{"s3", "S3 bucket name", 3, 63, pattern(`^[a-z0-9][a-z0-9.-]*[a-z0-9]$`),
		"S3 User Guide, bucket naming rules"}
	BuildProject = Kind{"codebuild", "CodeBuild project name", 2, 150, pattern(`^[A-Za-z0-9][A-Za-z0-9_-]*$`),
		"CodeBuild API, CreateProject"}
	Bus = Kind{"bus", "EventBridge bus name", 1, 256, pattern(`^[/.\-_A-Za-z0-9]+$`),
		"EventBridge API, CreateEventBus"}
	Connection = Kind{"connection", "CodeStar connection name", 1, 32, pattern(`^[\x20-\x7e]+$`),
		"CodeConnections API, CreateConnection"}
	Dashboard = Kind{"dashboard", "CloudWatch dashboard name", 1, 255, pattern(`^[A-Za-z0-9_-]+$`),
		"CloudWatch API, PutDashboard"}
	DeploymentApp = Kind{"codedeploy", "CodeDeploy application name", 1, 100, pattern(`^[A-Za-z0-9+=,.@_-]+$`),
		"CodeDeploy API, CreateApplication"}
	DeploymentGroup = Kind{"deploygroup", "CodeDeploy deployment group name", 1, 100, pattern(`^[A-Za-z0-9+=,.@_-]+$`),
		"CodeDeploy API, CreateDeploymentGroup"}
	KeyAlias = Kind{"kms", "KMS key alias", 1, 250, pattern(`^[a-zA-Z0-9/_-]+$`),
		"KMS API, CreateAlias; without the leading alias/"}
	Lambda = Kind{"lambda", "Lambda function name", 1, 64, pattern(`^[A-Za-z0-9_-]+$`),
		"Lambda API, CreateFunction"}
	NotificationRule = Kind{"notify", "notification rule name", 1, 64, pattern(`^[A-Za-z0-9_ -]+$`),
		"CodeStar Notifications API, CreateNotificationRule"}
	PackageDomain = Kind{"domain", "CodeArtifact domain name", 2, 50, pattern(`^[a-z][a-z0-9-]*[a-z0-9]$`),
		"CodeArtifact API, CreateDomain"}
	PackageRepository = Kind{"npm", "CodeArtifact repository name", 2, 100, pattern(`^[A-Za-z0-9][A-Za-z0-9._-]+$`),
		"CodeArtifact API, CreateRepository"}
	PipelineName = Kind{"pipeline", "CodePipeline pipeline name", 1, 100, pattern(`^[A-Za-z0-9.@_-]+$`),
		"CodePipeline API, CreatePipeline"}
	Query = Kind{"query", "CloudWatch Logs query name", 1, 255, pattern(`^[\x20-\x7e]+$`),
		"CloudWatch Logs API, PutQueryDefinition"}
	Queue = Kind{"queue", "SQS queue name", 1, 80, pattern(`^[A-Za-z0-9_-]+$`),
		"SQS API, CreateQueue"}
	ReportGroup = Kind{"reports", "CodeBuild report group name", 2, 128, pattern(`^[A-Za-z0-9][A-Za-z0-9_-]*$`),
		"CodeBuild API, CreateReportGroup"}
	Repository = Kind{"ecr", "ECR repository name", 2, 256, pattern(`^[a-z0-9]+([._/-][a-z0-9]+)*$`),
		"ECR API, CreateRepository"}
	Role = Kind{"role", "IAM role name", 1, 64, pattern(`^[A-Za-z0-9_+=,.@-]+$`),
		"IAM API, CreateRole"}
	Rule = Kind{"rule", "EventBridge rule name", 1, 64, pattern(`^[.\-_A-Za-z0-9]+$`),
		"EventBridge API, PutRule"}
	Secret = Kind{"secret", "Secrets Manager secret name", 1, 512, pattern(`^[A-Za-z0-9/_+=.@-]+$`),
		"Secrets Manager API, CreateSecret"}
	StateMachine = Kind{"sfn", "Step Functions state machine name", 1, 80, pattern(`^[A-Za-z0-9_-]+$`),
		"Step Functions API, CreateStateMachine"}
	Table = Kind{"table", "DynamoDB table name", 3, 255, pattern(`^[A-Za-z0-9_.-]+$`),
		"DynamoDB API, CreateTable"}
	Topic = Kind{"topic", "SNS topic name", 1, 256, pattern(`^[A-Za-z0-9_-]+$`),
		"SNS API, CreateTopic"}
)
