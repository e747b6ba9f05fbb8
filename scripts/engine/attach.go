package engine

import (
	"context"
	"fmt"
	"strconv"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	pkgengine "github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/env"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// attachingHost is the standard plugin host, except that some packages are
// served by providers already running. The same could be said through the
// environment variable PULUMI_DEBUG_PROVIDERS, but that would be one value for
// the whole process.
type attachingHost struct {
	plugin.Host
	options Options
}

// hostFactory builds the standard host of b, with the attached providers in front.
func hostFactory(b backend.Backend, o Options) pkgengine.HostFactory {
	standard := backend.DefaultHostFactory(b.GetReadOnlyCloudRegistry())
	return func(ctx context.Context, d, status diag.Sink, debug plugin.DebugContext) (plugin.Host, error) {
		h, err := standard(ctx, d, status, debug)
		if err != nil {
			return nil, err
		}
		return &attachingHost{Host: h, options: o}, nil
	}
}

// Provider returns the provider of the package, which takes what is there if it is to.
func (h *attachingHost) Provider(
	ctx *plugin.Context, d workspace.PluginDescriptor, e env.Env,
) (plugin.Provider, error) {
	p, err := h.provider(ctx, d, e)
	if err != nil || h.options.Adopt == nil {
		return p, err
	}
	_, attached := h.options.Attach[d.Name]
	return &adopting{
		Provider:  p,
		Adoption:  *h.options.Adopt,
		refreshed: attached,
	}, nil
}

// provider returns the attached provider of the package, or loads its plugin.
func (h *attachingHost) provider(
	ctx *plugin.Context, d workspace.PluginDescriptor, e env.Env,
) (plugin.Provider, error) {
	port, ok := h.options.Attach[d.Name]
	if !ok {
		return h.Host.Provider(ctx, d, e)
	}
	conn, err := grpc.NewClient("127.0.0.1:"+strconv.Itoa(port),
		grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
	if err != nil {
		return nil, fmt.Errorf("attach provider %s: %w", d.Name, err)
	}
	client := pulumirpc.NewResourceProviderClient(conn)
	if _, err := client.Attach(ctx.Request(), &pulumirpc.PluginAttach{Address: h.ServerAddr()}); err != nil {
		return nil, fmt.Errorf("attach provider %s: %w", d.Name, err)
	}
	return plugin.NewProviderWithClient(ctx, client, false), nil
}
