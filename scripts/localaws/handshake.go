package localaws

import (
	"context"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"

	"slipway/scripts/localaws/properties"
	"slipway/shared/contract"
)

// pluginVersion is the pulumi-aws release whose shapes are simulated.
const pluginVersion = "6.83.0"

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

// CheckConfig takes the configuration as it is, which Configure judges, and marks it.
func (p *provider) CheckConfig(_ context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	news, err := decode(r.GetNews())
	if err != nil {
		return nil, err
	}
	news[contract.SimulatedMark] = resource.NewBoolProperty(true)
	inputs, err := encode(news)
	return &pulumirpc.CheckResponse{Inputs: inputs}, err
}

// DiffConfig reports changed configuration as an update in place, and another region
// as a replacement: with the provider everything that it made is made anew. Another
// account replaces nothing, in the real provider either. Source: pulumi-aws,
// provider/resources.go, where region alone forces a new provider.
func (p *provider) DiffConfig(_ context.Context, r *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	old, err := decode(r.GetOldInputs())
	if err != nil {
		return nil, err
	}
	news, err := decode(r.GetNews())
	if err != nil {
		return nil, err
	}
	changed := changedKeys(properties.FromEngine(old), properties.FromEngine(news))
	var replaces []string
	if slices.Contains(changed, "region") {
		replaces = []string{"region"}
	}
	return answerDiff(changed, replaces), nil
}

// Cancel has nothing to stop: calls in flight finish, as they do on AWS.
func (p *provider) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}
