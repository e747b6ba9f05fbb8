package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"slipway/scripts/localaws/events"
	"slipway/scripts/localaws/services"
)

// Later finds the environment of a pipeline that promotes what this one releases; close
// ends its use.
type Later func(ctx context.Context, pipeline string) (env Environment, close func() error, err error)

// tell puts on the default bus what Step Functions says of an execution that ended (Step
// Functions Developer Guide, eventbridge-integration).
func (s *releases) tell(ctx context.Context, e *services.Execution) error {
	detail, err := json.Marshal(map[string]any{
		"executionArn":    e.ARN,
		"stateMachineArn": e.Machine,
		"name":            e.Name,
		"status":          e.Status,
		"input":           e.Input,
		"inputDetails":    map[string]any{"included": true},
	})
	if err != nil {
		return fmt.Errorf("encode end of %s: %w", e.ARN, err)
	}
	_, _, err = s.run.bus.Put(ctx, events.Default, "aws.states", "Step Functions Execution Status Change", detail)
	return err
}

// tellOfSuccess is tell for an execution that succeeded. It keeps what other environments
// start for it.
func (s *releases) tellOfSuccess(ctx context.Context, e *services.Execution) error {
	known := len(s.run.starts)
	err := s.tell(ctx, e)
	s.run.promotions = append(s.run.promotions, s.run.starts[known:]...)
	return err
}

// promote takes the pipelines of other environments that promote what was released to
// where they wait for a person. That they fail is printed, and no fault of the release.
func (r *run) promote(ctx context.Context) error {
	var failures []error
	for _, s := range r.promotions {
		failures = append(failures, r.promoteBy(ctx, s))
	}
	r.promotions = nil
	return errors.Join(failures...)
}

func (r *run) promoteBy(ctx context.Context, s start) (err error) {
	env, closes, err := r.env.Later(ctx, s.pipeline)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closes()) }()
	env.Now = r.clock.Now
	env.Console.Line("")
	next, err := Queue{env}.of(s.pipeline)
	if err != nil {
		return err
	}
	pipeline, err := env.View.Pipeline(next.account, s.pipeline)
	if err != nil {
		return err
	}
	head, err := next.commit(pipeline, Change{Commit: s.commit, Message: r.message})
	if err != nil {
		return err
	}
	next.print("Rule", "%s released commit %.12s, which %s promotes", r.env.Name, s.commit, env.Name)
	err = next.execute(ctx, pipeline, s, head)
	if failed := (&FailedError{}); errors.As(err, &failed) {
		return nil
	}
	return err
}
