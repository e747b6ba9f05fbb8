package localpipeline

import (
	"context"
	"errors"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/operate/queue"
)

// Start has a pipeline begin without a push, with a commit or else with the branch's head,
// and with variables of the pipeline.
func (env Environment) Start(ctx context.Context, service, commit string, variables map[string]string) error {
	r, err := env.begin(service, "")
	if err != nil {
		return err
	}
	_, err = r.startBy(ctx, commit, variables)
	return err
}

// startBy starts the pipeline as a person does.
func (r *run) startBy(
	ctx context.Context, commit string, variables map[string]string,
) (execution string, err error) {
	pipeline, err := r.env.View.Pipeline(r.account, r.outputs.Name)
	if err != nil {
		return "", err
	}
	head, err := r.commit(pipeline, Change{
		Service: r.service,
		Commit:  commit,
		Message: "Simulate a start by hand",
	})
	if err != nil {
		return "", err
	}
	asked := codepipeline.Start{
		Pipeline:  pipeline.Name,
		Commit:    commit,
		Variables: variables,
	}
	execution, err = r.begins(asked, "arn:aws:iam::"+r.account+":user/simulated")
	var full *asl.Error
	if errors.As(err, &full) && full.Name == codepipeline.TooMany {
		return "", &queue.FullError{Pipeline: pipeline.Name}
	}
	if err != nil {
		return "", err
	}
	return execution, r.execute(ctx, pipeline, r.starts[0], head)
}
