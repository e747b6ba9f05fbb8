package statemachines

// RecorderSettings are the values the recorder of one environment is rendered
// with. HistoryTableName takes a plain value or a Pulumi output.
type RecorderSettings struct {
	// Environment is written into each row.
	Environment string
	// HistoryTableName is the table the rows go to.
	HistoryTableName any
}

// Recorder renders the recorder of one environment. Its input is
// {"service": "<name>", "event": <the event of CodePipeline>}, which the rule of
// each service makes with an input transformer: adding a service changes neither
// this machine nor another service's rule. A bare event is recorded as well,
// under the name of its pipeline.
//
// It must run as an Express machine: several short runs for each deployment.
func Recorder(s RecorderSettings) (any, error) {
	definition, err := recorderDefinition()
	return renderRead(definition, err, map[string]any{
		"environment":      s.Environment,
		"historyTableName": s.HistoryTableName,
		"retryAny":         recorderRetry(),
	})
}

// recorderRetry fits into the five minutes an Express execution may take (Step
// Functions quotas): seven attempts of ten seconds and two minutes of waiting.
func recorderRetry() []any {
	return []any{map[string]any{
		"ErrorEquals":     []any{"States.ALL"},
		"IntervalSeconds": 2,
		"BackoffRate":     2,
		"MaxAttempts":     6,
		"MaxDelaySeconds": 60,
		"JitterStrategy":  "FULL",
	}}
}
