package awstest

import (
	"fmt"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/structpb"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/properties"
)

// Client calls the simulated AWS as the engine does: one connection for each
// provider resource.
type Client struct {
	T   *testing.T
	RPC pulumirpc.ResourceProviderClient
}

// Connect opens and configures one provider.
func Connect(t *testing.T, s *localaws.Server, config m) Client {
	t.Helper()
	c, err := Dial(t, s, config)
	require.NoError(t, err)
	return c
}

// Dial is Connect for a configuration that may be rejected.
func Dial(t *testing.T, s *localaws.Server, config m) (Client, error) {
	t.Helper()
	conn, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", s.ProviderPort()),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	c := Client{T: t, RPC: pulumirpc.NewResourceProviderClient(conn)}
	_, err = c.RPC.Configure(t.Context(), &pulumirpc.ConfigureRequest{
		Args:            c.Wire(config),
		AcceptSecrets:   true,
		AcceptResources: true,
	})
	return c, err
}

// NewClient is Start and Connect for a test of one provider in an empty folder.
func NewClient(t *testing.T) Client {
	t.Helper()
	return Connect(t, Start(t, t.TempDir(), NoSettings), nil)
}

var options = plugin.MarshalOptions{
	KeepUnknowns:  true,
	KeepSecrets:   true,
	KeepResources: true,
}

// Wire encodes properties for a call.
func (c Client) Wire(values m) *structpb.Struct {
	c.T.Helper()
	return c.WireMap(properties.ToEngine(values, nil))
}

// WireMap encodes the engine's properties for a call.
func (c Client) WireMap(values resource.PropertyMap) *structpb.Struct {
	c.T.Helper()
	s, err := plugin.MarshalProperties(values, options)
	require.NoError(c.T, err)
	return s
}

// Plain decodes properties of an answer.
func (c Client) Plain(s *structpb.Struct) properties.Map { return properties.FromEngine(c.Engine(s)) }

// Engine decodes properties of an answer as the engine does.
func (c Client) Engine(s *structpb.Struct) resource.PropertyMap {
	c.T.Helper()
	values, err := plugin.UnmarshalProperties(s, options)
	require.NoError(c.T, err)
	return values
}

// URN names a resource.
func URN(token, name string) string {
	return string(resource.NewURN("test", "slipway-test", "", tokens.Type(token), name))
}

// Check validates inputs and returns them with the defaults filled in.
func (c Client) Check(token, name string, in m) (properties.Map, []*pulumirpc.CheckFailure) {
	c.T.Helper()
	r, err := c.RPC.Check(c.T.Context(), &pulumirpc.CheckRequest{
		Urn:        URN(token, name),
		Type:       token,
		Name:       name,
		News:       c.Wire(in),
		RandomSeed: []byte("a seed of thirty-two bytes, here"),
	})
	require.NoError(c.T, err)
	return c.Plain(r.GetInputs()), r.GetFailures()
}
