package localaws

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/store"
)

func (s *Server) serveRegistry(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serve registry: %w", err)
	}
	s.addr = listener.Addr().String()
	s.http = &http.Server{Handler: s.images, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		err := s.http.Serve(listener)
		if errors.Is(err, http.ErrServerClosed) {
			err = nil
		}
		s.httpErr <- err
	}()
	return nil
}

// repositoryLookup answers the registry from the simulated ECR repositories.
func repositoryLookup(state *store.Store) registry.Lookup {
	return func(account, repository string) (immutable, exists bool, err error) {
		r, found, err := state.Get(account, "aws:ecr/repository:Repository", repository)
		if err != nil || !found {
			return false, false, err
		}
		return r.Outputs["imageTagMutability"] == "IMMUTABLE", true, nil
	}
}
