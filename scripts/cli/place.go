package cli

import (
	"fmt"
	"os"

	"slipway/scripts/environment"
)

// chooseBackend settles where state lives. It must not be decided silently: state
// that nobody finds again is a deployment that nobody can change or remove. Only
// what deploys, or plans to, may begin a new one: to everything else an empty state
// would say that there is nothing to see or to destroy.
func (s *session) chooseBackend(why purpose) error {
	if s.env.BackendURL == "" {
		if why != toPlan && why != toDeploy {
			return &environment.UsageError{Problem: fmt.Sprintf("no state of %s is kept on this machine: "+
				"set PULUMI_BACKEND_URL, or backend.url in each stacks/*/Pulumi.yaml, to where it is", s.env.Name)}
		}
		if err := s.keepHere(); err != nil {
			return err
		}
		s.env.BackendURL = s.env.LocalState
	}
	return makeFolder(s.env.BackendURL)
}

// keepHere asks whether state may be kept on this machine. YES=1 does not answer:
// state on a machine that goes, a runner of CI, goes with it.
func (s *session) keepHere() error {
	if !s.Console.Terminal {
		return &environment.UsageError{Problem: fmt.Sprintf("where is the state of %s kept? YES=1 does not answer that, "+
			"for this machine may be gone tomorrow: set PULUMI_BACKEND_URL, or backend.url in each stacks/*/Pulumi.yaml, "+
			"to a place that lasts, such as s3://BUCKET; for a folder on this machine, to %s", s.env.Name, s.env.LocalState)}
	}
	defer func(yes bool) { s.Console.Yes = yes }(s.Console.Yes)
	s.Console.Yes = false
	if err := s.Console.Confirm(s.env.Question()); err != nil {
		return fmt.Errorf("state of %s: %w", s.env.Name, err)
	}
	return nil
}

// makeFolder makes the folder of a file:// backend, which must be there.
func makeFolder(address string) error {
	folder := environment.Folder(address)
	if folder == "" {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make state folder: %w", err)
	}
	return nil
}
