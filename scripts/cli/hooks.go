package cli

import (
	"context"

	"slipway/scripts/layers"
	"slipway/shared/contract"
)

// hook ties the steps around the layers to the plan.
func (s *session) hook(plan layers.Plan) {
	for i := range plan {
		layer := order[i]
		plan[i].Check = func(ctx context.Context) error { return s.check(ctx, layer) }
	}
	_ = contract.ComputeLayer
}
