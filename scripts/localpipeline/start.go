package localpipeline

import (
	"context"

	"slipway/scripts/localaws/codepipeline"
)

// Start has a pipeline begin without a push, with a commit or else with the branch's head.
func (env Environment) Start(ctx context.Context, service, commit string) error {
	r, err := env.begin(service, "")
	if err != nil {
		return err
	}
	pipeline, err := r.env.View.Pipeline(r.account, r.outputs.Name)
	if err != nil {
		return err
	}
	head, err := r.commit(pipeline, Change{
		Service: service,
		Commit:  commit,
		Message: "Simulate a start by hand",
	})
	if err != nil {
		return err
	}
	asked := codepipeline.Start{Pipeline: pipeline.Name, Commit: commit}
	if _, err := r.begins(asked, "arn:aws:iam::"+r.account+":user/simulated"); err != nil {
		return err
	}
	return r.execute(ctx, pipeline, r.starts[0], head)
}
