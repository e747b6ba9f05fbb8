package localpipeline

import (
	"context"
	"time"

	"slipway/scripts/localaws/account"
)

// tries runs a stage, and once more if it failed and is to be retried: CodePipeline does
// so at once, and only once (CodePipeline user guide, stage-retry). The execution fails in
// between: its failed attempt is reported, and counted, like any other.
func (e *execution) tries(ctx context.Context, stage account.Stage) (result, error) {
	ended, err := e.stage(ctx, stage, 0, "STARTED")
	if err != nil || !ended.failed {
		return ended, err
	}
	if err := e.report(ctx, "Pipeline", "FAILED", account.Stage{}, nil, ended); err != nil {
		return result{}, err
	}
	if stage.OnFailure.Result != "RETRY" {
		return ended, nil
	}
	e.run.print(stage.Name, "failed; CodePipeline tries the stage once more: %s", ended.summary)
	e.attempt++
	if e.retried == nil {
		e.retried = map[string]time.Time{}
	}
	e.retried[stage.Name] = e.run.clock.Now()
	if err := e.report(ctx, "Pipeline", "RESUMED", account.Stage{}, nil, result{}); err != nil {
		return result{}, err
	}
	from := 0
	if stage.OnFailure.RetryConfiguration.RetryMode == "FAILED_ACTIONS" {
		from = ended.at
	}
	ended, err = e.stage(ctx, stage, from, "RESUMED")
	if err == nil && ended.failed {
		err = e.report(ctx, "Pipeline", "FAILED", account.Stage{}, nil, ended)
	}
	return ended, err
}
