package localaws

import (
	"context"
	"slices"
	"sync"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/resources"
	"slipway/scripts/localaws/store"
)

// provider answers the engine. One provider serves all connections.
type provider struct {
	pulumirpc.UnimplementedResourceProviderServer

	options     Options
	settings    settings
	environment *resources.Environment
	log         operationLog

	calls     sync.Mutex // one call at a time reads the accounts and changes them
	mu        sync.Mutex
	simulated map[string]bool
}

func newProvider(o Options, s settings, state *store.Store, images *registry.Registry) *provider {
	p := &provider{
		options:   o,
		settings:  s,
		simulated: map[string]bool{o.Account: true},
		log:       operationLog{dir: o.Dir},
	}
	p.environment = &resources.Environment{
		Store:       state,
		Images:      images,
		Concurrency: s.limits.Concurrency,
		Quotas:      s.limits.Quotas,
		Simulated:   p.isSimulated,
		Now:         time.Now,
		Random:      randomText,
	}
	return p
}

func (p *provider) simulate(account string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.simulated[account] = true
}

// isSimulated reports whether resources of the account can be looked up here: a
// provider was configured for it, now or in an earlier run.
func (p *provider) isSimulated(account string) bool {
	p.mu.Lock()
	known := p.simulated[account]
	p.mu.Unlock()
	if known {
		return true
	}
	accounts, err := p.environment.Store.Accounts()
	return err == nil && slices.Contains(accounts, account)
}

// Configure keeps the configuration with the connection it came over.
func (p *provider) Configure(ctx context.Context, r *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	args, err := decode(r.GetArgs())
	if err != nil {
		return nil, err
	}
	if err := p.configure(ctx, properties.FromEngine(args)); err != nil {
		return nil, err
	}
	return &pulumirpc.ConfigureResponse{
		AcceptSecrets:   true,
		SupportsPreview: true,
		AcceptResources: true,
	}, nil
}

// typeOf returns the resource type of a token, or an error that says how to get it.
func typeOf(token string) (*resources.Type, error) {
	k, ok := resources.Find(token)
	if !ok {
		return nil, status.Errorf(codes.Unimplemented,
			"the simulated AWS does not know the resource type %s: deploy it to a real account, "+
				"or add it to scripts/localaws/resources",
			token)
	}
	return k, nil
}

// roleAccount returns the account of a role's ARN.
func roleAccount(arn string) (string, bool) {
	account := policy.Account(arn)
	return account, len(account) == 12
}
