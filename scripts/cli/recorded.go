package cli

import (
	"context"

	"slipway/shared/contract"
)

// foundation reads the recorded outputs of the foundation; they are empty if it is
// not deployed, as are those of the other layers.
func (s *session) foundation(ctx context.Context) (contract.FoundationOf[string], error) {
	recorded, err := s.stacks[contract.FoundationLayer].Outputs(ctx)
	return contract.DecodeFoundation(recorded), err
}

// compute reads the recorded outputs of the compute layer.
func (s *session) compute(ctx context.Context) (contract.ComputeOf[string], error) {
	recorded, err := s.stacks[contract.ComputeLayer].Outputs(ctx)
	return contract.DecodeCompute(recorded), err
}

// delivery reads the recorded outputs of the delivery layer.
func (s *session) delivery(ctx context.Context) (contract.DeliveryOf[string], error) {
	recorded, err := s.stacks[contract.DeliveryLayer].Outputs(ctx)
	return contract.DecodeDelivery(recorded), err
}
