package naming_test

import (
	"slipway/shared/naming"
)

// kindRule is what AWS documents for the names of one kind.
type kindRule struct {
	constant   string // the Go name of the kind
	kind       naming.Kind
	typ        string
	what       string
	least      int
	most       int
	legal      string // every character that AWS accepts inside a name
	outer      string // those it accepts at both ends, when they are fewer
	pattern    string
	source     string
	unofficial string // characters that look harmless and are refused
}

// kindRules restates the table of limits by hand, so that a slip in the code
// has to be made twice.
var kindRules = []kindRule{
	{"Alarm", naming.Alarm, "alarm", "CloudWatch alarm name", 1, 255, printable, "",
		`^[\x20-\x7e]+$`, "CloudWatch API, PutMetricAlarm", "\n\x7fé"},
	{"API", naming.API, "api", "API Gateway API name", 1, 128, printable, "",
		`^[\x20-\x7e]+$`, "API Gateway V2 API, CreateApi", "\n\x7fé"},
	{"Bucket", naming.Bucket, "s3", "S3 bucket name", 3, 63, lower + digits + ".-", lower + digits,
		`^[a-z0-9][a-z0-9.-]*[a-z0-9]$`, "S3 User Guide, bucket naming rules", "A_/ "},
	{"BuildProject", naming.BuildProject, "codebuild", "CodeBuild project name", 2, 150, alnum + "_-", alnum,
		`^[A-Za-z0-9][A-Za-z0-9_-]*$`, "CodeBuild API, CreateProject", "./ "},
	{"Bus", naming.Bus, "bus", "EventBridge bus name", 1, 256, alnum + "/.-_", "",
		`^[/.\-_A-Za-z0-9]+$`, "EventBridge API, CreateEventBus", " :@"},
	{"Chat", naming.Chat, "chat", "chat configuration name", 1, 128, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "Amazon Q Developer in chat applications API, CreateSlackChannelConfiguration", "./ "},
	{"Connection", naming.Connection, "connection", "CodeStar connection name", 1, 32, printable, "",
		`^[\x20-\x7e]+$`, "CodeConnections API, CreateConnection", "\n\x7fé"},
	{"Dashboard", naming.Dashboard, "dashboard", "CloudWatch dashboard name", 1, 255, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "CloudWatch API, PutDashboard", "./ "},
	{"DeploymentApp", naming.DeploymentApp, "codedeploy", "CodeDeploy application name", 1, 100, alnum + "+=,.@_-", "",
		`^[A-Za-z0-9+=,.@_-]+$`, "CodeDeploy API, CreateApplication", "/: "},
	{"DeploymentGroup", naming.DeploymentGroup, "deploygroup", "CodeDeploy deployment group name",
		1, 100, alnum + "+=,.@_-", "",
		`^[A-Za-z0-9+=,.@_-]+$`, "CodeDeploy API, CreateDeploymentGroup", "/: "},
	{"KeyAlias", naming.KeyAlias, "kms", "KMS key alias", 1, 250, alnum + "/_-", "",
		`^[a-zA-Z0-9/_-]+$`, "KMS API, CreateAlias; without the leading alias/", ".: "},
	{"Lambda", naming.Lambda, "lambda", "Lambda function name", 1, 64, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "Lambda API, CreateFunction", ".: "},
	{"NotificationRule", naming.NotificationRule, "notify", "notification rule name", 1, 64, alnum + "_- ", "",
		`^[A-Za-z0-9_ -]+$`, "CodeStar Notifications API, CreateNotificationRule", ".:\t"},
	{"PackageDomain", naming.PackageDomain, "domain", "CodeArtifact domain name", 2, 50, lower + digits + "-", lower,
		`^[a-z][a-z0-9-]*[a-z0-9]$`, "CodeArtifact API, CreateDomain", "A._"},
	{"PackageRepository", naming.PackageRepository, "npm", "CodeArtifact repository name", 2, 100, alnum + "._-", alnum,
		`^[A-Za-z0-9][A-Za-z0-9._-]+$`, "CodeArtifact API, CreateRepository", "/: "},
	{"PipelineName", naming.PipelineName, "pipeline", "CodePipeline pipeline name", 1, 100, alnum + ".@_-", "",
		`^[A-Za-z0-9.@_-]+$`, "CodePipeline API, CreatePipeline", "/: "},
	{"Query", naming.Query, "query", "CloudWatch Logs query name", 1, 255, printable, "",
		`^[\x20-\x7e]+$`, "CloudWatch Logs API, PutQueryDefinition", "\n\x7fé"},
	{"Queue", naming.Queue, "queue", "SQS queue name", 1, 80, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "SQS API, CreateQueue", ".: "},
	{"ReportGroup", naming.ReportGroup, "reports", "CodeBuild report group name", 2, 128, alnum + "_-", alnum,
		`^[A-Za-z0-9][A-Za-z0-9_-]*$`, "CodeBuild API, CreateReportGroup", ".: "},
	{"Repository", naming.Repository, "ecr", "ECR repository name", 2, 256, lower + digits + "._-/", lower + digits,
		`^[a-z0-9]+([._/-][a-z0-9]+)*$`, "ECR API, CreateRepository", "A: "},
	{"Role", naming.Role, "role", "IAM role name", 1, 64, alnum + "_+=,.@-", "",
		`^[A-Za-z0-9_+=,.@-]+$`, "IAM API, CreateRole", "/: "},
	{"Rule", naming.Rule, "rule", "EventBridge rule name", 1, 64, alnum + ".-_", "",
		`^[.\-_A-Za-z0-9]+$`, "EventBridge API, PutRule", "/: "},
	{"Secret", naming.Secret, "secret", "Secrets Manager secret name", 1, 512, alnum + "/_+=.@-", "",
		`^[A-Za-z0-9/_+=.@-]+$`, "Secrets Manager API, CreateSecret", ",: "},
	{"StateMachine", naming.StateMachine, "sfn", "Step Functions state machine name", 1, 80, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "Step Functions API, CreateStateMachine", ".: "},
	{"Table", naming.Table, "table", "DynamoDB table name", 3, 255, alnum + "_.-", "",
		`^[A-Za-z0-9_.-]+$`, "DynamoDB API, CreateTable", "/: "},
	{"Topic", naming.Topic, "topic", "SNS topic name", 1, 256, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "SNS API, CreateTopic", ".: "},
}
