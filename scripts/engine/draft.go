package engine

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/pkg/v3/backend"
)

// unseen is the backend for what changes nothing.
func (s *Stack) unseen() backend.Backend {
	if s.drafts != nil {
		return s.drafts
	}
	return s.backend
}

// Draft makes a stack that is not there one that can be previewed, and that previews
// of others can refer to: an empty one. Nobody else sees it, so that a preview is never
// in the way of a deployment. The function that is returned takes it back.
func (s *Stack) Draft(ctx context.Context) (func(context.Context) error, error) {
	exists, err := s.Exists(ctx)
	if err != nil || exists {
		return func(context.Context) error { return nil }, err
	}
	if s.drafts == nil { // Pulumi Cloud knows no stack but those that everybody sees
		return s.Remove, s.Create(ctx)
	}
	stack, err := s.drafts.CreateStack(ctx, s.ref, s.dir, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("draft stack %s: %w", s, err)
	}
	return func(ctx context.Context) error {
		_, err := s.drafts.RemoveStack(ctx, stack, true, true)
		return err
	}, nil
}
