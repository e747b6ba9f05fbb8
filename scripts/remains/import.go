package remains

import "regexp"

// Place is where an environment is: parts of the ids that AWS makes of names.
type Place struct{ Account, Region string }

// ids are the ids under which the provider reads resources, by type: an input in braces is
// what a program chooses. The calls that make these reject a name that is taken, or make
// a second one. Other types have calls that write over what is there, or ids that have
// to be looked up.
var ids = map[string]string{
	"aws:apigatewayv2/stage:Stage":           "{apiId}/{name}",
	"aws:apigatewayv2/domainName:DomainName": "{domainName}",
	"aws:cloudwatch/eventBus:EventBus":       "{name}",
	"aws:cloudwatch/logGroup:LogGroup":       "{name}",
	"aws:codeartifact/domain:Domain":         "arn:aws:codeartifact:{Region}:{Account}:domain/{domain}",
	"aws:codeartifact/repository:Repository": "arn:aws:codeartifact:{Region}:{Account}:repository/{domain}" +
		"/{repository}",
	"aws:codebuild/project:Project":                  "arn:aws:codebuild:{Region}:{Account}:project/{name}",
	"aws:codebuild/reportGroup:ReportGroup":          "arn:aws:codebuild:{Region}:{Account}:report-group/{name}",
	"aws:codedeploy/application:Application":         "{name}",
	"aws:codedeploy/deploymentGroup:DeploymentGroup": "{appName}:{deploymentGroupName}",
	"aws:codepipeline/pipeline:Pipeline":             "{name}",
	"aws:dynamodb/table:Table":                       "{name}",
	"aws:ecr/repository:Repository":                  "{name}",
	"aws:iam/role:Role":                              "{name}",
	"aws:kms/alias:Alias":                            "{name}",
	"aws:lambda/alias:Alias":                         "{functionName}/{name}",
	"aws:lambda/function:Function":                   "{name}",
	"aws:lambda/functionUrl:FunctionUrl":             "{functionName}/{qualifier}",
	permissionType:                                   "{function}/{statementId}",
	"aws:s3/bucketV2:BucketV2":                       "{bucket}",
	"aws:sfn/stateMachine:StateMachine":              "arn:aws:states:{Region}:{Account}:stateMachine:{name}",
	"aws:sns/topic:Topic":                            "arn:aws:sns:{Region}:{Account}:{name}",
}

var input = regexp.MustCompile(`\{(\w+)\}`)

// ImportID is the id under which the provider reads a resource that may be there; "" if
// the inputs do not tell.
func (p Place) ImportID(typ string, inputs map[string]any) string {
	whole, form := true, ids[typ]
	if qualifier, _ := inputs["qualifier"].(string); qualifier != "" && typ == permissionType {
		form = "{function}:{qualifier}/{statementId}" // in the policy of an alias
	}
	id := input.ReplaceAllStringFunc(form, func(part string) string {
		value := ""
		switch key := part[1 : len(part)-1]; key {
		case "Region":
			value = p.Region
		case "Account":
			value = p.Account
		default:
			value, _ = inputs[key].(string)
		}
		whole = whole && value != ""
		return value
	})
	if !whole {
		return ""
	}
	return id
}

// Types whose ids AWS makes up.
const (
	keyType           = "aws:kms/key:Key"
	connectionType    = "aws:codestarconnections/connection:Connection"
	ruleType          = "aws:codestarnotifications/notificationRule:NotificationRule"
	apiType           = "aws:apigatewayv2/api:Api"
	integrationType   = "aws:apigatewayv2/integration:Integration"
	routeType         = "aws:apigatewayv2/route:Route"
	authorizerType    = "aws:apigatewayv2/authorizer:Authorizer"
	domainMappingType = "aws:apigatewayv2/apiMapping:ApiMapping"
	queueType         = "aws:sqs/queue:Queue"
	secretType        = "aws:secretsmanager/secret:Secret"
	queryType         = "aws:cloudwatch/queryDefinition:QueryDefinition"
	subscriptionType  = "aws:sns/topicSubscription:TopicSubscription"
	mappingType       = "aws:lambda/eventSourceMapping:EventSourceMapping"
)

const permissionType = "aws:lambda/permission:Permission"

// known are the inputs that tell such a resource from others. A key is told by its alias.
var known = map[string][]string{
	connectionType:    {"name"},
	ruleType:          {"name"},
	apiType:           {"name"},
	integrationType:   {"apiId"}, // there is one
	routeType:         {"apiId", "routeKey"},
	authorizerType:    {"apiId", "name"},
	domainMappingType: {"domainName"}, // there is one
	queueType:         {"name"},
	secretType:        {"name"},
	queryType:         {"name"},
	subscriptionType:  {"topic", "protocol", "endpoint"},
	mappingType:       {"eventSourceArn", "functionName"},
}
