package cli

import "context"

// trail has the simulated recorder write what the run changed past the releases, as it
// would on AWS in an account with a trail.
func (s *session) trail(ctx context.Context) error {
	if s.aws == nil {
		return nil
	}
	calls := s.aws.Trailed()
	if len(calls) == 0 {
		return nil
	}
	outputs, err := s.delivery(ctx)
	if err != nil || len(outputs.Services) == 0 {
		return err
	}
	simulated, err := s.simulated(ctx)
	if err != nil {
		return err
	}
	return simulated.Trail(ctx, calls)
}
