package localpipeline

import (
	"context"

	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/operate/queue"
	"slipway/shared/contract"
)

func (r *run) frozen(pipeline string) (*queue.Freeze, error) {
	var freeze queue.Freeze
	_, err := r.env.View.Store.Document(r.account, codepipeline.FreezeKind, pipeline, &freeze)
	if err != nil || freeze.Reason == "" {
		return nil, err
	}
	return &freeze, nil
}

// Frozen says why nothing gets into the Deploy stage.
func (q Queue) Frozen(_ context.Context, pipeline string) (*queue.Freeze, error) {
	r, err := q.of(pipeline)
	if err != nil {
		return nil, err
	}
	return r.frozen(pipeline)
}

// Freeze keeps executions out of the Deploy stage.
func (q Queue) Freeze(_ context.Context, pipeline, reason string) error {
	r, err := q.of(pipeline)
	if err != nil {
		return err
	}
	return r.env.View.Store.PutDocument(r.account, codepipeline.FreezeKind, pipeline, queue.Freeze{
		Reason: reason,
		By:     "arn:aws:iam::" + r.account + ":user/simulated",
		Since:  q.Now(),
	})
}

// Thaw lets them in, and takes the one that waits there to its end.
func (q Queue) Thaw(ctx context.Context, pipeline string) error {
	r, err := q.of(pipeline)
	if err != nil {
		return err
	}
	if err := r.env.View.Store.PutDocument(r.account, codepipeline.FreezeKind, pipeline, queue.Freeze{}); err != nil {
		return err
	}
	deployed, err := q.View.Pipeline(r.account, pipeline)
	if err != nil {
		return err
	}
	return r.next(ctx, deployed, contract.DeployStage)
}
