package cli

import (
	"context"

	"slipway/scripts/postdeploy"
)

// finish prints what was created and what to do next: by hand in a real environment.
func (s *session) finish(ctx context.Context) error {
	outputs, err := s.delivery(ctx)
	if err != nil {
		return err
	}
	s.Console.Line("")
	for _, line := range postdeploy.Lines(outputs) {
		s.Console.Print("%-20s %s", line[0], line[1])
	}
	from, err := s.promotesFrom(s.env.Name)
	if err != nil {
		return err
	}
	if s.env.Simulated {
		first := outputs.ServiceNames()[0] // there is no environment without a service
		if from != "" {
			s.Console.Line("\nNext, push a change through %s: `make push ENV=%s SERVICE=%s`", from, from, first)
			return nil
		}
		s.Console.Line("\nNext, push a change through it: `make push ENV=%s SERVICE=%s`", s.env.Name, first)
		return nil
	}
	region, err := s.region(ctx)
	if err != nil {
		return err
	}
	s.Console.Line("\nLeft to do by hand:")
	verb := "start"
	if from != "" {
		verb = "promote"
	}
	for _, step := range postdeploy.Remaining(outputs, s.env.Name, region, verb) {
		s.Console.Line("- %s", step)
	}
	return nil
}
