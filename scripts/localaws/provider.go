package localaws

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"

	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/resources"
	"slipway/scripts/localaws/store"
)

// pluginVersion is the pulumi-aws release whose shapes are simulated.
const pluginVersion = "6.83.0"

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
		Concurrency: s.concurrency,
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

// Attach accepts the engine that found us by PULUMI_DEBUG_PROVIDERS.
func (p *provider) Attach(context.Context, *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

// GetPluginInfo names the simulated release.
func (p *provider) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: pluginVersion}, nil
}

// GetSchema gives the bare head of a schema: nothing here is generated from it.
func (p *provider) GetSchema(context.Context, *pulumirpc.GetSchemaRequest) (*pulumirpc.GetSchemaResponse, error) {
	return &pulumirpc.GetSchemaResponse{Schema: `{"name":"aws","version":"` + pluginVersion + `"}`}, nil
}

// CheckConfig takes the configuration as it is; Configure judges it.
func (p *provider) CheckConfig(_ context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return &pulumirpc.CheckResponse{Inputs: r.GetNews()}, nil
}

// DiffConfig reports changed configuration as an update in place.
func (p *provider) DiffConfig(_ context.Context, r *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	old, err := decode(r.GetOldInputs())
	if err != nil {
		return nil, err
	}
	news, err := decode(r.GetNews())
	if err != nil {
		return nil, err
	}
	return answerDiff(changedKeys(properties.FromEngine(old), properties.FromEngine(news)), nil), nil
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

// Cancel has nothing to stop: calls in flight finish, as they do on AWS.
func (p *provider) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
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

var marshal = plugin.MarshalOptions{
	KeepUnknowns:  true,
	KeepSecrets:   true,
	KeepResources: true,
}

func decode(s *structpb.Struct) (resource.PropertyMap, error) {
	m, err := plugin.UnmarshalProperties(s, marshal)
	if err != nil {
		return nil, fmt.Errorf("decode properties: %w", err)
	}
	return m, nil
}

func encode(m resource.PropertyMap) (*structpb.Struct, error) {
	s, err := plugin.MarshalProperties(m, marshal)
	if err != nil {
		return nil, fmt.Errorf("encode properties: %w", err)
	}
	return s, nil
}

// randomText makes n characters of the alphabet.
func randomText(alphabet string, n int) string {
	out := make([]byte, n)
	for i := range out {
		// crypto/rand.Int fails only when the system has no randomness, and then it does not return.
		at, _ := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
		out[i] = alphabet[at.Int64()]
	}
	return string(out)
}
