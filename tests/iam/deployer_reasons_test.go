package iam_test

// unseen are the rights of whoever deploys that no recorded deployment used, by action
// or by the name of the statement, with what needs them.
var unseen = map[string]string{
	// What the command was not recorded doing.
	"codepipeline:GetPipelineState":        approves,
	"codepipeline:GetPipelineExecution":    "a deployment that starts again the execution that it ended",
	"codepipeline:ListPipelineExecutions":  looks,
	"codepipeline:PutApprovalResult":       approves,
	"codepipeline:ListActionExecutions":    approves,
	"codepipeline:StartPipelineExecution":  "make start",
	"codepipeline:DisableStageTransition":  "make freeze",
	"codepipeline:EnableStageTransition":   "make thaw",
	"codepipeline:StopPipelineExecution":   "make stop",
	"dynamodb:GetItem":                     looks,
	"dynamodb:Scan":                        "EXPORT=, the whole history into a file or a bucket",
	"codestar-connections:ListConnections": adopts,
	"tag:GetResources":                     adopts,
	"HistoryOfAService":                    looks,
	"states:DescribeExecution":             releases,
	"states:GetExecutionHistory":           releases,
	"states:ListExecutions":                releases,
	"states:StartExecution":                releases,
	"states:StartSyncExecution":            "make replay",
	"sqs:ChangeMessageVisibility":          "make replay",
	"sqs:DeleteMessage":                    "make replay",
	"sqs:ReceiveMessage":                   "make replay",
	"secretsmanager:ListSecretVersionIds":  "make webhook",
	"logs:FilterLogEvents":                 "make logs and make webhook",
	"logs:DescribeLogStreams":              "make logs",
	"ecr:CompleteLayerUpload":              firstImage,
	"ecr:GetAuthorizationToken":            firstImage,
	"ecr:GetDownloadUrlForLayer":           "a function that is made again: what the image released last is for",
	"ecr:UploadLayerPart":                  firstImage,

	// Settings and upgrades that were not recorded.
	"codebuild:CreateWebhook":                pullRequests,
	"codebuild:DeleteWebhook":                pullRequests,
	"codebuild:UpdateWebhook":                pullRequests,
	"Quotas":                                 "an environment of more services than were recorded",
	"Chat":                                   showsChat,
	"Chats":                                  showsChat,
	"apigateway:PATCH":                       upgrades,
	"codeartifact:UpdateRepository":          upgrades,
	"dynamodb:UpdateTable":                   upgrades,
	"iam:UpdateRole":                         upgrades,
	"iam:UpdateRoleDescription":              upgrades,
	"kms:UpdateKeyDescription":               upgrades,
	"secretsmanager:UpdateSecret":            upgrades,
	"codedeploy:UpdateDeploymentGroup":       "the settings release and rollbackAlarms",
	"codepipeline:UpdatePipeline":            "the settings branch and approvalTimeoutMinutes",
	"iam:AttachRolePolicy":                   "the setting policies",
	"iam:DeleteRolePermissionsBoundary":      "the setting permissionsBoundary, taken away",
	"iam:PutRolePermissionsBoundary":         "the setting permissionsBoundary, changed",
	"iam:UpdateAssumeRolePolicy":             "the settings functionTrust, pipelineTrust and deployerTrust",
	"kms:PutKeyPolicy":                       "the setting targetAccount in foundation",
	"lambda:DeleteFunctionConcurrency":       "the setting reservedConcurrency, -1",
	"states:UpdateStateMachine":              "the settings bakeMinutes, smoke and traffic",
	"secretsmanager:UntagResource":           "the setting tags, changed, with the trigger webhook",
	"APITags":                                "the setting tags, changed, with the trigger webhook or the setting http",
	"DomainNames":                            ownDomain,
	"lambda:CreateFunctionUrlConfig":         functionURL,
	"lambda:DeleteFunctionUrlConfig":         functionURL,
	"lambda:GetFunctionUrlConfig":            functionURL,
	"lambda:UpdateFunctionUrlConfig":         functionURL,
	"NamedSecrets":                           looksUp + "secrets",
	"NamedParameters":                        looksUp + "parameters",
	"NamedPolicies":                          looksUp + "policies",
	"NamedQueues":                            looksUp + "events, with a queue",
	"NamedTables":                            looksUp + "events, with a stream",
	"NamedBuses":                             looksUp + "events, with a bus",
	"NamedCertificates":                      looksUp + "http, with a domain",
	"EventSources":                           events,
	"EventSourceTags":                        events,
	"EventTopics":                            events,
	"NewEventSources":                        events,
	"lambda:ListEventSourceMappings":         adopts,
	"lambda:DeleteFunctionEventInvokeConfig": events,
	"lambda:GetFunctionEventInvokeConfig":    events,
	"lambda:PutFunctionEventInvokeConfig":    events,
	"lambda:UpdateAlias":                     upgrades,
	"lambda:UpdateFunctionCode":              upgrades + ": the webhook's receiver",

	// What was in the way of a destruction, and on the emulator is not.
	"iam:DetachRolePolicy": "destroying a role that somebody attached a policy to; the setting policies",
	"RolesOfInstances":     "destroying a role that somebody put into an instance profile",
	"Objects":              "destroying a bucket with objects",

	// What AWS asks for besides the call, which an emulator does not.
	"ec2:DescribeSecurityGroups": vpc,
	"ec2:DescribeSubnets":        vpc,
	"ec2:DescribeVpcs":           vpc,
	"FunctionImages":             "Lambda Developer Guide, images-create: whoever creates a function reads its image",
	"FunctionVariables": "Lambda Developer Guide, configuration-envvars-encryption: whoever creates a function with " +
		"variables that a customer key encrypts",
	"APILogs": "API Gateway Developer Guide, http-api-logging: whoever switches a stage's access log on",
	"codestar-connections:PassConnection": "Developer Tools Console User Guide, security_iam: " +
		"whoever hands a connection to a pipeline",
	"codestar-connections:UseConnection": "CodePipeline User Guide, connections-github: whoever makes a pipeline with a " +
		"connection",
	"iam:CreateServiceLinkedRole": "Developer Tools Console User Guide, using-service-linked-roles: with the first " +
		"notification rule of an account",
}

const (
	vpc          = "Lambda Developer Guide, configuration-vpc-permissions: whoever gives a function a VPC, the setting vpc"
	pullRequests = "the setting pullRequests, which was not recorded"
	looksUp      = "whether what settings name is there is read before the first change: the setting "
	events       = "the setting events, which was not recorded"
	authorizer   = "the setting http, with an authorizer: calls of an API as its routes are"
	ownDomain    = "the setting http, with a domain"
	functionURL  = "the setting http, of type url"
	showsChat    = "the setting chat, whose service the emulator does not have"
	approves     = "make approve and make reject"
	adopts       = "make deploy-all ADOPT=1"
	looks        = "make status and make history"
	releases     = "make release and make rollback"
	firstImage   = "the first image of a service, in layers; the emulator takes the manifest alone"
	upgrades     = "an upgrade of slipway that changes a description or another input that no setting does"
)

// needless are calls that are seen and may be denied, with the reason.
var needless = map[string]string{
	"iam:GetUser": "the provider looks here for the account first, and asks STS if it may not",
}

// unrecorded are types that no recorded deployment had, with the reason. What they need
// stands in unseen.
var unrecorded = map[string]string{
	"aws:apigatewayv2/apiMapping:ApiMapping":                         ownDomain,
	"aws:apigatewayv2/authorizer:Authorizer":                         authorizer,
	"aws:apigatewayv2/domainName:DomainName":                         ownDomain,
	"aws:iam/rolePolicyAttachment:RolePolicyAttachment":              "the setting policies",
	"aws:lambda/functionUrl:FunctionUrl":                             functionURL,
	"aws:lambda/eventSourceMapping:EventSourceMapping":               events,
	"aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": events,
}
