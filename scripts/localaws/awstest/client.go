package awstest

import (
	"context"
	"fmt"
	"testing"
	"time"

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

// Resource is a resource as the engine remembers it.
type Resource struct {
	Token, Name, ID string
	In, Out         properties.Map
}

// Create checks and creates, as the engine does.
func (c Client) Create(token, name string, in m) (Resource, error) {
	c.T.Helper()
	checked, faults := c.Check(token, name, in)
	if len(faults) > 0 {
		return Resource{}, fmt.Errorf("%s: %s", faults[0].GetProperty(), faults[0].GetReason())
	}
	r, err := c.RPC.Create(c.T.Context(), &pulumirpc.CreateRequest{
		Urn:        URN(token, name),
		Type:       token,
		Name:       name,
		Properties: c.Wire(checked),
	})
	if err != nil {
		return Resource{}, err
	}
	return Resource{token, name, r.GetId(), checked, c.Plain(r.GetProperties())}, nil
}

// Given creates what a test needs and expects no error.
func (c Client) Given(token, name string, in m) Resource {
	c.T.Helper()
	e, err := c.Create(token, name, in)
	require.NoError(c.T, err, "%s %s", token, name)
	return e
}

// Preview is Create in a preview.
func (c Client) Preview(token, name string, in m) properties.Map {
	c.T.Helper()
	checked, faults := c.Check(token, name, in)
	require.Empty(c.T, faults)
	r, err := c.RPC.Create(c.T.Context(), &pulumirpc.CreateRequest{
		Urn:        URN(token, name),
		Type:       token,
		Name:       name,
		Properties: c.Wire(checked),
		Preview:    true,
	})
	require.NoError(c.T, err)
	require.Empty(c.T, r.GetId())
	return c.Plain(r.GetProperties())
}

// Diff compares a resource with new inputs.
func (c Client) Diff(e Resource, in m) *pulumirpc.DiffResponse {
	c.T.Helper()
	checked, faults := c.Check(e.Token, e.Name, in)
	require.Empty(c.T, faults)
	r, err := c.RPC.Diff(c.T.Context(), &pulumirpc.DiffRequest{
		Id:        e.ID,
		Urn:       URN(e.Token, e.Name),
		Type:      e.Token,
		Name:      e.Name,
		Olds:      c.Wire(e.Out),
		OldInputs: c.Wire(e.In),
		News:      c.Wire(checked),
	})
	require.NoError(c.T, err)
	return r
}

// Update checks and updates, as the engine does.
func (c Client) Update(e Resource, in m) (Resource, error) {
	c.T.Helper()
	return c.Updating(e, in, false)
}

// Updating is Update, or a preview of it.
func (c Client) Updating(e Resource, in m, preview bool) (Resource, error) {
	c.T.Helper()
	checked, faults := c.Check(e.Token, e.Name, in)
	if len(faults) > 0 {
		return e, fmt.Errorf("%s: %s", faults[0].GetProperty(), faults[0].GetReason())
	}
	r, err := c.RPC.Update(c.T.Context(), &pulumirpc.UpdateRequest{
		Id:        e.ID,
		Urn:       URN(e.Token, e.Name),
		Type:      e.Token,
		Name:      e.Name,
		Preview:   preview,
		Olds:      c.Wire(e.Out),
		OldInputs: c.Wire(e.In),
		News:      c.Wire(checked),
	})
	if err != nil {
		return e, err
	}
	return Resource{e.Token, e.Name, e.ID, checked, c.Plain(r.GetProperties())}, nil
}

// Read refreshes; false if the resource is gone.
func (c Client) Read(e Resource) (Resource, bool) {
	c.T.Helper()
	r, err := c.RPC.Read(c.T.Context(), &pulumirpc.ReadRequest{
		Id:         e.ID,
		Urn:        URN(e.Token, e.Name),
		Type:       e.Token,
		Name:       e.Name,
		Properties: c.Wire(e.Out),
		Inputs:     c.Wire(e.In),
	})
	require.NoError(c.T, err)
	if r.GetId() == "" {
		return Resource{}, false
	}
	return Resource{e.Token, e.Name, r.GetId(), c.Plain(r.GetInputs()), c.Plain(r.GetProperties())}, true
}

// Delete deletes a resource.
func (c Client) Delete(e Resource) error {
	_, err := c.RPC.Delete(context.WithoutCancel(c.T.Context()), &pulumirpc.DeleteRequest{
		Id:         e.ID,
		Urn:        URN(e.Token, e.Name),
		Type:       e.Token,
		Name:       e.Name,
		Properties: c.Wire(e.Out),
		OldInputs:  c.Wire(e.In),
	})
	return err
}

// CreateFor is Create that gives up after a while.
func (c Client) CreateFor(patience time.Duration, token string, in m) error {
	c.T.Helper()
	ctx, stop := context.WithTimeout(c.T.Context(), patience)
	defer stop()
	_, err := c.RPC.Create(ctx, &pulumirpc.CreateRequest{
		Urn:        URN(token, "it"),
		Type:       token,
		Name:       "it",
		Properties: c.Wire(in),
	})
	return err
}

// Recheck validates new inputs of an existing resource, with another seed.
func (c Client) Recheck(e Resource, in m) properties.Map {
	c.T.Helper()
	r, err := c.RPC.Check(c.T.Context(), &pulumirpc.CheckRequest{
		Urn:        URN(e.Token, e.Name),
		Type:       e.Token,
		Name:       e.Name,
		Olds:       c.Wire(e.In),
		News:       c.Wire(in),
		RandomSeed: []byte("another seed of thirty-two bytes"),
	})
	require.NoError(c.T, err)
	return c.Plain(r.GetInputs())
}
