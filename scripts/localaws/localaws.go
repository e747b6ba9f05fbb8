// Package localaws is a simulated AWS in this process: a provider for Pulumi's
// package "aws" that the engine attaches to over gRPC, an account's state on disk,
// and a container registry. It is not a mock that accepts everything: it computes
// what AWS computes, knows which changes need a new resource, and rejects what AWS
// rejects, in AWS's words (package resources).
//
// What must not be here: knowledge of slipway's layers, and any call to AWS.
package localaws

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"

	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/resources"
	"slipway/scripts/localaws/store"
	"slipway/shared/contract"
)

// FunctionVersionType is the type under which the store keeps a Lambda
// function's published versions, keyed function/version.
const FunctionVersionType = resources.FunctionVersionType

// FunctionSettings picks from a function's outputs what a version of it keeps; the
// store has it with each version as "settings".
func FunctionSettings(function map[string]any) map[string]any { return resources.SettingsOf(function) }

// Store and Resource are the simulated account as other commands read and change it.
type (
	Store    = store.Store
	Resource = store.Resource
)

// Open gives access to the simulated resources of the folder without a server.
func Open(dir string) *Store { return store.Open(dir) }

// Options are those of a simulated AWS.
type Options struct {
	Dir     string              // of the state; created if absent
	Account string              // of a provider that assumes no role; default contract.SimulatedAccount
	Region  string              // of a provider that names none; default contract.DefaultRegion
	Getenv  func(string) string // the settings; default os.Getenv
}

// Server is a running simulated AWS.
type Server struct {
	limits  Limits
	away    bool
	absent  []string
	trail   trail
	port    int
	cancel  chan bool
	done    <-chan error
	images  *registry.Registry
	http    *http.Server
	httpErr chan error
	addr    string
}

// Start serves the provider and the registry on loopback ports until Close.
// Faulty settings are an error that names every one of them.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Account == "" {
		o.Account = contract.SimulatedAccount
	}
	if o.Region == "" {
		o.Region = contract.DefaultRegion
	}
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	set, err := readSettings(o.Getenv)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("open simulated AWS: %w", err)
	}
	s := &Server{
		limits:  set.limits,
		away:    set.away,
		absent:  set.absent,
		cancel:  make(chan bool),
		httpErr: make(chan error, 1),
	}
	state := store.Open(o.Dir)
	if s.images, err = registry.New(filepath.Join(o.Dir, "registry"), o.Account, repositoryLookup(state)); err != nil {
		return nil, err
	}
	if err := s.serveRegistry(ctx); err != nil {
		return nil, err
	}
	p := newProvider(o, set, state, s.images)
	if set.trail {
		p.environment.Trail = s.trail.add
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel:  s.cancel,
		Options: []grpc.ServerOption{grpc.StatsHandler(sessions{}), grpc.UnaryInterceptor(configuredOnly)},
		Init: func(g *grpc.Server) error {
			pulumirpc.RegisterResourceProviderServer(g, p)
			return nil
		},
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("serve provider: %w", err), s.http.Close())
	}
	s.port, s.done = handle.Port, handle.Done
	return s, nil
}

// Limits are what each simulated account has room for.
func (s *Server) Limits() Limits { return s.limits }

// Away tells whether nobody is there who answers mails and completes connections.
func (s *Server) Away() bool { return s.away }

// Absent are the names of what the simulated accounts do not hold of other stacks.
func (s *Server) Absent() []string { return s.absent }

// ProviderPort is the port for PULUMI_DEBUG_PROVIDERS=aws:PORT.
func (s *Server) ProviderPort() int { return s.port }

// Images answers for the pushed images of every simulated repository.
func (s *Server) Images() *registry.Registry { return s.images }

// Transport reaches the registry under ECR host names, so that a repository's
// URL can be used as it is.
func (s *Server) Transport() http.RoundTripper { return registry.Transport(s.addr) }

// Close waits for the provider's calls in flight, then stops both servers. The
// registry does not wait: a client's unused connection would hold it for seconds.
func (s *Server) Close() error {
	close(s.cancel)
	return errors.Join(<-s.done, s.http.Close(), <-s.httpErr)
}
