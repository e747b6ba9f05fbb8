package cli

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/codepipeline"

	"slipway/scripts/environment"
	"slipway/scripts/localpipeline"
	"slipway/scripts/operate/queue"
)

// queue is what is under way in the environment's pipelines.
func (s *session) queue(ctx context.Context) (queue.Queue, error) {
	if s.aws != nil {
		simulated, err := s.simulated(ctx)
		return localpipeline.Queue{Environment: simulated}, err
	}
	config, err := s.awsConfig(ctx)
	return queue.AWS{API: codepipeline.NewFromConfig(config)}, err
}

// onQueue opens an environment to work with what is under way in one service's pipeline.
func (t *serviceTarget) onQueue(
	ctx context.Context, a *app, work func(s *operated, q queue.Queue, service, pipeline string) error,
) error {
	return a.operate(ctx, t.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, t.service)
		if err != nil {
			return err
		}
		q, err := s.queue(ctx)
		if err != nil {
			return err
		}
		return work(s, q, service, s.outputs.Services[service].Name)
	})
}

// chooseExecution finds the execution that is asked for among those under way, by its id
// or the begin of it; "" is the one that waits for its approval, else the latest.
func chooseExecution(all []queue.Execution, pipeline, asked string) (queue.Execution, error) {
	if asked == "" {
		if e, ok := queue.Asking(all); ok {
			return e, nil
		}
		if len(all) > 0 {
			return all[0], nil
		}
		return queue.Execution{}, fmt.Errorf("nothing is under way in %s", pipeline)
	}
	var found []queue.Execution
	known := ""
	for _, e := range all {
		if len(asked) <= len(e.ID) && e.ID[:len(asked)] == asked {
			found = append(found, e)
		}
		known += fmt.Sprintf("\n  %s  %s, %s", e.ID, e.Title(), e.Where())
	}
	if len(found) == 1 {
		return found[0], nil
	}
	if known == "" {
		known = " nothing"
	}
	return queue.Execution{}, &environment.UsageError{
		Problem: fmt.Sprintf("EXECUTION is %q, which is no one execution under way in %s. Under way:%s", asked, pipeline,
			known),
	}
}
