package statemachines

// throttled are the errors a call may meet because a service is busy, by service. Step
// Functions names an error of an SDK integration <Service>.<Exception>; a code
// the service's model does not list, as most throttling is, comes as
// <Service>.<Service>Exception. ("Handle errors", Step Functions developer guide.)
var throttled = map[string][]any{
	"Lambda": {
		"Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.AWSLambdaException",
		"Lambda.SdkClientException", "Lambda.LambdaException",
	},
	"CodeDeploy": {
		"CodeDeploy.ThrottlingException", "CodeDeploy.CodeDeployException", "CodeDeploy.SdkClientException",
	},
	"CloudWatch": {"CloudWatch.CloudWatchException", "CloudWatch.SdkClientException"},
	"Ecr":        {"Ecr.ServerException", "Ecr.ThrottlingException", "Ecr.EcrException", "Ecr.SdkClientException"},
	"Sfn":        {"Sfn.SfnException", "Sfn.SdkClientException"},
	"DynamoDB": {
		"DynamoDB.ProvisionedThroughputExceededException", "DynamoDB.RequestLimitExceeded",
		"DynamoDB.ThrottlingException", "DynamoDB.InternalServerError", "DynamoDB.AmazonDynamoDBException",
		"DynamoDB.SdkClientException",
	},
}

// retries names the ways to repeat a call as the definition does: a busy service by its
// name, so that each task says what it can meet and no more.
func retries() map[string]any {
	conditional := "DynamoDB.ConditionalCheckFailedException"
	named := map[string]any{
		"retryBusy":   retryBusy(),
		"retryAny":    retryAny(),
		"retryStop":   butNot("CodeDeploy.DeploymentAlreadyCompletedException", retryAny()),
		"retryTag":    butNot("Ecr.ImageAlreadyExistsException", retryAny()),
		"retryMove":   butNot("Lambda.PreconditionFailedException", retryAny()),
		"retryWrite":  butNot(conditional, retryThrottled("DynamoDB")),
		"retryRecord": butNot(conditional, retryAny()),
	}
	for service := range throttled {
		named["retry"+service] = retryThrottled(service)
	}
	return named
}

// retryThrottled is the patience of the way forward: about half a minute, and
// only for a busy service. Any other error means that the release is wrong, and
// trying it again would be wrong again.
func retryThrottled(service string) []any {
	return []any{map[string]any{
		"ErrorEquals":     throttled[service],
		"IntervalSeconds": 2,
		"BackoffRate":     2,
		"MaxAttempts":     4,
		"MaxDelaySeconds": 30,
		"JitterStrategy":  "FULL",
	}}
}

// retryBusy is retryThrottled for a call that changes the function: while somebody else
// changes it Lambda rejects the call, for seconds or a few minutes (Lambda API
// reference, ResourceConflictException).
func retryBusy() []any {
	conflict := map[string]any{
		"ErrorEquals":     []any{"Lambda.ResourceConflictException"},
		"IntervalSeconds": 5,
		"BackoffRate":     1.5,
		"MaxAttempts":     8,
		"MaxDelaySeconds": 30,
		"JitterStrategy":  "FULL",
	}
	return append([]any{conflict}, retryThrottled("Lambda")...)
}

// retryAny is the patience of the way back and of the record: some minutes, for
// any error. Giving up there leaves production between two versions, or a
// release nobody can account for.
func retryAny() []any {
	return []any{map[string]any{
		"ErrorEquals":     []any{"States.ALL"},
		"IntervalSeconds": 2,
		"BackoffRate":     2,
		"MaxAttempts":     8,
		"MaxDelaySeconds": 60,
		"JitterStrategy":  "FULL",
	}}
}

// butNot is a retry for calls whose error is at times the answer: that a deployment has
// ended, or that somebody else changed what was to be changed.
func butNot(answer string, retry []any) []any {
	return append([]any{map[string]any{"ErrorEquals": []any{answer}, "MaxAttempts": 0}}, retry...)
}
