package services

// api is one API action: the parameters it may have, those it must have, and
// what it does.
type api struct {
	target   bool // in the account of the function
	required []string
	optional []string
	do       func(*Model, params) (any, error)
}

// apis are the actions modelled, by service and action; those of DynamoDB are in a
// package of their own.
var apis = map[string]api{
	"lambda:getAlias": {true, []string{"FunctionName", "Name"}, nil, getAlias},
	"lambda:updateAlias": {true, []string{"FunctionName", "Name"},
		[]string{"FunctionVersion", "RoutingConfig", "RevisionId", "Description"}, updateAlias},
	"lambda:getFunction":              {true, []string{"FunctionName"}, []string{"Qualifier"}, getFunction},
	"lambda:getFunctionConfiguration": {true, []string{"FunctionName"}, []string{"Qualifier"}, getFunctionConfiguration},
	"lambda:updateFunctionCode": {
		true, []string{"FunctionName", "ImageUri"}, []string{"Architectures"}, updateFunctionCode,
	},
	"lambda:publishVersion": {true, []string{"FunctionName"},
		[]string{"CodeSha256", "Description"}, publishVersion},
	"lambda:putProvisionedConcurrencyConfig": {
		true, []string{"FunctionName", "Qualifier", "ProvisionedConcurrentExecutions"}, nil, putProvisioned,
	},
	"lambda:getProvisionedConcurrencyConfig":    {true, []string{"FunctionName", "Qualifier"}, nil, getProvisioned},
	"lambda:deleteProvisionedConcurrencyConfig": {true, []string{"FunctionName", "Qualifier"}, nil, deleteProvisioned},
	"lambda:listProvisionedConcurrencyConfigs": {true, []string{"FunctionName"}, []string{"Marker", "MaxItems"},
		listProvisioned},
	"lambda:invoke": {true, []string{"FunctionName"}, []string{"Qualifier", "Payload"}, invoke},
	"codedeploy:createDeployment": {true, []string{"ApplicationName", "DeploymentGroupName", "Revision"},
		[]string{"DeploymentConfigName", "Description"}, createDeployment},
	"codedeploy:getDeployment": {true, []string{"DeploymentId"}, nil, getDeployment},
	"codedeploy:listDeployments": {true, []string{"ApplicationName", "DeploymentGroupName"},
		[]string{"IncludeOnlyStatuses", "CreateTimeRange"}, listDeployments},
	"codedeploy:stopDeployment": {true, []string{"DeploymentId"}, []string{"AutoRollbackEnabled"}, stopDeployment},
	"cloudwatch:describeAlarms": {true, nil, []string{"AlarmNames", "StateValue"}, describeAlarms},
	"cloudwatch:getMetricData": {true, []string{"MetricDataQueries", "StartTime", "EndTime"},
		[]string{"ScanBy"}, getMetricData},
	"cloudwatch:putMetricData": {false, []string{"Namespace", "MetricData"}, nil, putMetricData},
	"ecr:batchGetImage": {false, []string{"RepositoryName", "ImageIds"},
		[]string{"AcceptedMediaTypes"}, batchGetImage},
	"ecr:putImage": {false, []string{"RepositoryName", "ImageManifest"},
		[]string{"ImageManifestMediaType", "ImageTag", "ImageDigest"}, putImage},
	"sns:publish":           {false, []string{"Message"}, []string{"TopicArn", "Subject", "MessageStructure"}, publish},
	"sfn:listExecutions":    {false, []string{"StateMachineArn"}, []string{"StatusFilter"}, listExecutions},
	"sfn:startExecution":    {false, []string{"StateMachineArn"}, []string{"Input", "Name"}, startExecution},
	"sfn:describeExecution": {false, []string{"ExecutionArn"}, nil, describeExecution},
	"sfn:stopExecution":     {false, []string{"ExecutionArn"}, []string{"Error", "Cause"}, stopExecution},
}
