package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"slipway/scripts/environment"
	"slipway/scripts/iostreams"
	"slipway/scripts/operate/queue"
)

// everyService stands for all services, unless one has that name.
const everyService = "all"

// answerAll answers the approval of each service that has one, one after the other. A no to
// one of them leaves it waiting, and goes on with the next.
func (o *approveOptions) answerAll(ctx context.Context) error {
	if o.execution != "" {
		return &environment.UsageError{Problem: "EXECUTION is of one service, and SERVICE=all is of every one: " +
			"leave one of them out"}
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		services := s.outputs.ServiceNames()
		if slices.Contains(services, everyService) {
			services = []string{everyService}
		}
		q, err := s.queue(ctx)
		if err != nil {
			return err
		}
		asked := 0
		var faults []error
		for _, service := range services {
			err := o.answer(ctx, q, s.outputs.Services[service].Name, func(commit string) string {
				return s.serves(ctx, service, commit)
			})
			var nothing *queue.NothingWaitsError
			if errors.As(err, &nothing) {
				continue
			}
			asked++
			var no *iostreams.RefusedError
			if errors.As(err, &no) && no.Asked {
				o.Console.Line("%s: left as it is.", service)
				continue
			}
			faults = append(faults, err)
		}
		if asked == 0 {
			return fmt.Errorf("no approval waits in %s: `make status ENV=%s` shows where the last executions are", s.env.Name,
				s.env.Name)
		}
		return errors.Join(faults...)
	})
}
