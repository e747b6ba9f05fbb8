package statemachines

// RecorderSettings are the values the recorder of one environment is rendered
// with. HistoryTableName and DeadLetterURL take a plain value or a Pulumi output.
type RecorderSettings struct {
	// Environment is written into each row.
	Environment string
	// HistoryTableName is the table the rows go to.
	HistoryTableName any
	// DeadLetterURL is the queue for events that could not be written.
	DeadLetterURL any
}

// Recorder renders the recorder of one environment. Its input is
// {"service": "<name>", "event": <an event of CodePipeline or CloudTrail>}, which the
// rules of each service make with an input transformer: adding a service changes neither
// this machine nor another service's rule. A bare event is recorded as well,
// under the name of its pipeline. "replayOf" says that the event comes out of the
// queue: if it cannot be written again, the execution fails and the queue gets no
// second copy.
//
// Its output is the key of the row and whether it was written now, or nothing if the
// event was kept instead.
//
// It must run as an Express machine: several short runs for each deployment.
func Recorder(s RecorderSettings) (any, error) {
	definition, err := recorderDefinition()
	return renderRead(definition, err, map[string]any{
		"environment":      s.Environment,
		"historyTableName": s.HistoryTableName,
		"deadLetterUrl":    s.DeadLetterURL,
		"retryRecord":      retryRecord(),
		"retryKeep":        retryShortly(),
	})
}

// An Express execution may take five minutes (Step Functions quotas). Of these
// retryRecord takes at most 192 seconds, seven attempts of ten and two minutes of
// waiting, and retryShortly 36, so that an event can be kept after all has failed.

// retryRecord takes a row that is there already for an answer.
func retryRecord() []any {
	there := map[string]any{"ErrorEquals": []any{"DynamoDB.ConditionalCheckFailedException"}, "MaxAttempts": 0}
	return []any{there, map[string]any{
		"ErrorEquals":     []any{"States.ALL"},
		"IntervalSeconds": 2,
		"BackoffRate":     2,
		"MaxAttempts":     6,
		"MaxDelaySeconds": 60,
		"JitterStrategy":  "FULL",
	}}
}

func retryShortly() []any {
	return []any{map[string]any{
		"ErrorEquals":     []any{"States.ALL"},
		"IntervalSeconds": 2,
		"BackoffRate":     2,
		"MaxAttempts":     2,
		"JitterStrategy":  "FULL",
	}}
}
