package statemachines

import "slipway/shared/contract"

// StarterSettings are the values the starter of one environment is rendered with.
type StarterSettings struct {
	// DeadLetterURL is the queue for starts that could not be made, a Pulumi output.
	DeadLetterURL any
}

// Starter renders the machine that starts pipelines. Its input is {"service", "pipeline",
// "commit", "token", "pushedAt"}, which the rule of each service makes: adding a service
// changes neither this machine nor another service's rule. Of a service whose images are
// promoted it is {"service", "pipeline", "event"}, the event of the release that succeeded.
// Of every push to the branch it is {"bus", "rules", "commit", "pushedAt"} as well: then it
// looks whether so many rules lead to it, all enabled, and keeps the push if they do not.
// Nobody would hear of it otherwise, for a push that no rule takes is nobody's fault on a
// bus. No more than a hundred rules are looked at, one answer of EventBridge.
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

// ApproverSettings are the values the approver of one environment is rendered with.
type ApproverSettings struct {
	// Environment is named in each answer.
	Environment string
	// DeadLetterURL is the queue for approvals that could not be answered, a Pulumi output.
	DeadLetterURL any
}

// Approver renders the machine that approves where nobody is asked. Its input is
// {"service", "pipeline", "execution"}, which the rule of each service makes of the event
// that an approval has begun.
//
// A rule's target cannot be CodePipeline's answer itself: an answer takes the approval's
// token, which the event lacks (CodePipeline API reference, PutApprovalResult; User Guide,
// detect-state-changes-cloudwatch-events).
//
// It must run as an Express machine, which may take five minutes (Step Functions quotas):
// it looks seven times, five seconds apart, each time for at most 36 seconds.
func Approver(s ApproverSettings) (any, error) {
	definition, err := readObject(files, "approver.asl.json")
	return renderRead(definition, err, map[string]any{
		"stage":         contract.ApprovalStage,
		"action":        contract.ApprovalAction,
		"summary":       "Nobody is asked in " + s.Environment + ": its setting approval is automatic",
		"deadLetterUrl": s.DeadLetterURL,
		"retryShortly":  retryShortly(),
	})
}
