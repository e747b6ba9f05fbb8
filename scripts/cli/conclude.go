package cli

import "context"

func (s *session) conclude(context.Context) error { return nil }
