package statemachines

import "slipway/shared/contract"

// StarterSettings are the values the starter of one environment is rendered with.
type StarterSettings struct {
	// Role is the name of the role that the machine runs with.
	Role string
	// DeadLetterURL is the queue for starts that could not be made, a Pulumi output.
	DeadLetterURL any
}

// Starter renders the machine that starts pipelines. Its input is {"service", "pipeline",
// "commit", "token", "pushedAt"}, which the rule of each service makes: adding a service
// changes neither this machine nor another service's rule. Of a service whose images are
// promoted it is {"service", "pipeline", "event"}, the event of the release that succeeded.
//
// A rule's target could be the pipeline itself, but the commit that an input transformer
// writes is documented for sources of CodeCommit, Amazon ECR and Amazon S3 alone
// (CodePipeline User Guide, pipelines-trigger-source-overrides): with a connection it is
// ignored, and the branch's head is built.
//
// It must run as an Express machine, which may take five minutes (Step Functions quotas):
// both calls to CodePipeline are tried for at most 96 seconds, the one to SQS for 36.
func Starter(s StarterSettings) (any, error) {
	definition, err := readObject(files, "starter.asl.json")
	return renderRead(definition, err, map[string]any{
		"bySelf":        "*:assumed-role/" + s.Role + "/*",
		"sourceAction":  contract.SourceAction,
		"deadLetterUrl": s.DeadLetterURL,
		"retryStart":    retryStart(),
		"retryKeep":     retryShortly(),
	})
}

// retryStart is for throttling, and for a pipeline that has as many executions as it may.
func retryStart() []any {
	return []any{map[string]any{
		"ErrorEquals":     []any{"States.ALL"},
		"IntervalSeconds": 2,
		"BackoffRate":     2,
		"MaxAttempts":     4,
		"MaxDelaySeconds": 16,
		"JitterStrategy":  "FULL",
	}}
}
