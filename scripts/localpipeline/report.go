package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/events"
)

// report puts a state change on the default bus, where the recorder's rule is.
func (e *execution) report(
	ctx context.Context, kind, state string, stage account.Stage, action *account.Action, ended result,
) error {
	detail := map[string]any{
		"pipeline":                   e.pipeline.Name,
		"execution-id":               e.id,
		"state":                      state,
		"version":                    1,
		"pipeline-execution-attempt": e.attempt,
	}
	if stage.Name != "" {
		detail["stage"] = stage.Name
	}
	if at, again := e.retried[stage.Name]; again && kind == "Stage" {
		detail["stage-last-retry-attempt-time"] = at.UTC().Format(time.RFC3339Nano)
	}
	if action != nil {
		id, err := e.note(*action, stage.Name, state, ended.by)
		if err != nil {
			return err
		}
		detail["action-execution-id"] = id
		detail["action"], detail["region"] = action.Name, e.run.region
		detail["type"] = map[string]any{
			"owner":    action.Owner,
			"provider": action.Provider,
			"category": action.Category,
			"version":  action.Version,
		}
	}
	if kind == "Pipeline" && state == "STARTED" {
		detail["execution-trigger"] = map[string]any{
			"trigger-type":   e.started.trigger.Kind,
			"trigger-detail": e.started.trigger.Detail,
		}
	}
	if outcome := ended.report(); len(outcome) > 0 {
		detail["execution-result"] = outcome
	}
	text, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("encode state change: %w", err)
	}
	_, matched, err := e.run.bus.Put(ctx, events.Default, "aws.codepipeline",
		"CodePipeline "+kind+" Execution State Change", text)
	if err != nil {
		return fmt.Errorf("record state change: %w", err)
	}
	if kind == "Pipeline" && state == "FAILED" {
		err = e.run.ring("PipelineName", e.pipeline.Name) // the metric counts every attempt
	}
	return errors.Join(err, e.run.alarmed(matched))
}

func (r result) report() map[string]any {
	outcome := map[string]any{}
	if r.id != "" {
		outcome["external-execution-id"] = r.id
	}
	if r.summary != "" {
		outcome["external-execution-summary"] = r.summary
	}
	if r.failed {
		outcome["error-code"] = "JobFailed"
	}
	return outcome
}
