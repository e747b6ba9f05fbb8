package naming

// The AWS resource types that slipway names, with the rule of each service.
// Log groups have no kind: AWS derives their names from what writes to them.
var (
	Alarm = kind("alarm", "CloudWatch alarm name", 1, 255, `^[\x20-\x7e]+$`,
		"CloudWatch API, PutMetricAlarm")
	API = kind("api", "API Gateway API name", 1, 128, `^[\x20-\x7e]+$`,
		"API Gateway V2 API, CreateApi")
	Bucket = kind("s3", "S3 bucket name", 3, 63, `^[a-z0-9][a-z0-9.-]*[a-z0-9]$`,
		"S3 User Guide, bucket naming rules").
		reserving(`^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$`)
	BuildProject = kind("codebuild", "CodeBuild project name", 2, 150, `^[A-Za-z0-9][A-Za-z0-9_-]*$`,
		"CodeBuild API, CreateProject")
	Bus = kind("bus", "EventBridge bus name", 1, 256, `^[/.\-_A-Za-z0-9]+$`,
		"EventBridge API, CreateEventBus")
	Chat = kind("chat", "chat configuration name", 1, 128, `^[A-Za-z0-9_-]+$`,
		"Amazon Q Developer in chat applications API, CreateSlackChannelConfiguration")
	Connection = kind("connection", "CodeStar connection name", 1, 32, `^[\x20-\x7e]+$`,
		"CodeConnections API, CreateConnection")
	Dashboard = kind("dashboard", "CloudWatch dashboard name", 1, 255, `^[A-Za-z0-9_-]+$`,
		"CloudWatch API, PutDashboard")
	DeploymentApp = kind("codedeploy", "CodeDeploy application name", 1, 100, `^[A-Za-z0-9+=,.@_-]+$`,
		"CodeDeploy API, CreateApplication")
	DeploymentGroup = kind("deploygroup", "CodeDeploy deployment group name", 1, 100, `^[A-Za-z0-9+=,.@_-]+$`,
		"CodeDeploy API, CreateDeploymentGroup")
	KeyAlias = kind("kms", "KMS key alias", 1, 250, `^[a-zA-Z0-9/_-]+$`,
		"KMS API, CreateAlias; without the leading alias/")
	Lambda = kind("lambda", "Lambda function name", 1, 64, `^[A-Za-z0-9_-]+$`,
		"Lambda API, CreateFunction")
	NotificationRule = kind("notify", "notification rule name", 1, 64, `^[A-Za-z0-9_ -]+$`,
		"CodeStar Notifications API, CreateNotificationRule")
	PackageDomain = kind("domain", "CodeArtifact domain name", 2, 50, `^[a-z][a-z0-9-]*[a-z0-9]$`,
		"CodeArtifact API, CreateDomain")
	PackageRepository = kind("npm", "CodeArtifact repository name", 2, 100, `^[A-Za-z0-9][A-Za-z0-9._-]+$`,
		"CodeArtifact API, CreateRepository")
	PipelineName = kind("pipeline", "CodePipeline pipeline name", 1, 100, `^[A-Za-z0-9.@_-]+$`,
		"CodePipeline API, CreatePipeline")
	Query = kind("query", "CloudWatch Logs query name", 1, 255, `^[\x20-\x7e]+$`,
		"CloudWatch Logs API, PutQueryDefinition")
	Queue = kind("queue", "SQS queue name", 1, 80, `^[A-Za-z0-9_-]+$`,
		"SQS API, CreateQueue")
	ReportGroup = kind("reports", "CodeBuild report group name", 2, 128, `^[A-Za-z0-9][A-Za-z0-9_-]*$`,
		"CodeBuild API, CreateReportGroup")
	Repository = kind("ecr", "ECR repository name", 2, 256, `^[a-z0-9]+([._/-][a-z0-9]+)*$`,
		"ECR API, CreateRepository")
	Role = kind("role", "IAM role name", 1, 64, `^[A-Za-z0-9_+=,.@-]+$`,
		"IAM API, CreateRole")
	Rule = kind("rule", "EventBridge rule name", 1, 64, `^[.\-_A-Za-z0-9]+$`,
		"EventBridge API, PutRule")
	Secret = kind("secret", "Secrets Manager secret name", 1, 512, `^[A-Za-z0-9/_+=.@-]+$`,
		"Secrets Manager API, CreateSecret")
	StateMachine = kind("sfn", "Step Functions state machine name", 1, 80, `^[A-Za-z0-9_-]+$`,
		"Step Functions API, CreateStateMachine")
	Table = kind("table", "DynamoDB table name", 3, 255, `^[A-Za-z0-9_.-]+$`,
		"DynamoDB API, CreateTable")
	Topic = kind("topic", "SNS topic name", 1, 256, `^[A-Za-z0-9_-]+$`,
		"SNS API, CreateTopic")
)
