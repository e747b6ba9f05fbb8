package localaws_test

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

// m is short for a resource's properties.
type m = map[string]any

// noSettings is an environment without any of the rehearsal's settings.
func noSettings(string) string { return "" }

// settings is an environment of the given variables.
func settings(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

// start runs a rehearsal in dir until the test ends.
func start(t *testing.T, dir string, getenv func(string) string) *localaws.Server {
	t.Helper()
	s, err := localaws.Start(t.Context(), localaws.Options{Dir: dir, Getenv: getenv})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// client speaks to the rehearsal as the engine does: one connection for each
// provider resource.
type client struct {
	t   *testing.T
	rpc pulumirpc.ResourceProviderClient
}

// connect opens and configures one provider.
func connect(t *testing.T, s *localaws.Server, config m) client {
	t.Helper()
	c, err := dial(t, s, config)
	require.NoError(t, err)
	return c
}

func dial(t *testing.T, s *localaws.Server, config m) (client, error) {
	t.Helper()
	conn, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", s.ProviderPort()), grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	c := client{t: t, rpc: pulumirpc.NewResourceProviderClient(conn)}
	_, err = c.rpc.Configure(t.Context(), &pulumirpc.ConfigureRequest{Args: c.wire(config), AcceptSecrets: true, AcceptResources: true})
	return c, err
}

// rehearse is start and connect for a test of one provider in an empty folder.
func rehearse(t *testing.T) client {
	t.Helper()
	return connect(t, start(t, t.TempDir(), noSettings), nil)
}

var options = plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, KeepResources: true}

func (c client) wire(values m) *structpb.Struct {
	c.t.Helper()
	return c.wireMap(properties.ToEngine(values, nil))
}

func (c client) wireMap(values resource.PropertyMap) *structpb.Struct {
	c.t.Helper()
	s, err := plugin.MarshalProperties(values, options)
	require.NoError(c.t, err)
	return s
}

func (c client) plain(s *structpb.Struct) properties.Map { return properties.FromEngine(c.engine(s)) }

func (c client) engine(s *structpb.Struct) resource.PropertyMap {
	c.t.Helper()
	values, err := plugin.UnmarshalProperties(s, options)
	require.NoError(c.t, err)
	return values
}

func urn(token, name string) string {
	return string(resource.NewURN("test", "slipway-test", "", tokens.Type(token), name))
}

// check validates inputs and gives them back with what was filled in.
func (c client) check(token, name string, in m) (properties.Map, []*pulumirpc.CheckFailure) {
	c.t.Helper()
	r, err := c.rpc.Check(c.t.Context(), &pulumirpc.CheckRequest{
		Urn: urn(token, name), Type: token, Name: name, News: c.wire(in), RandomSeed: []byte("a seed of thirty-two bytes, here"),
	})
	require.NoError(c.t, err)
	return c.plain(r.GetInputs()), r.GetFailures()
}

// existing is a resource as the engine would remember it.
type existing struct {
	token, name, id string
	in, out         properties.Map
}

// create checks and creates, as the engine does.
func (c client) create(token, name string, in m) (existing, error) {
	c.t.Helper()
	checked, faults := c.check(token, name, in)
	if len(faults) > 0 {
		return existing{}, fmt.Errorf("%s: %s", faults[0].GetProperty(), faults[0].GetReason())
	}
	r, err := c.rpc.Create(c.t.Context(), &pulumirpc.CreateRequest{Urn: urn(token, name), Type: token, Name: name, Properties: c.wire(checked)})
	if err != nil {
		return existing{}, err
	}
	return existing{token, name, r.GetId(), checked, c.plain(r.GetProperties())}, nil
}

// given creates what a test needs and expects no refusal.
func (c client) given(token, name string, in m) existing {
	c.t.Helper()
	e, err := c.create(token, name, in)
	require.NoError(c.t, err, "%s %s", token, name)
	return e
}

// preview is create without doing it.
func (c client) preview(token, name string, in m) properties.Map {
	c.t.Helper()
	checked, faults := c.check(token, name, in)
	require.Empty(c.t, faults)
	r, err := c.rpc.Create(c.t.Context(), &pulumirpc.CreateRequest{Urn: urn(token, name), Type: token, Name: name, Properties: c.wire(checked), Preview: true})
	require.NoError(c.t, err)
	require.Empty(c.t, r.GetId())
	return c.plain(r.GetProperties())
}

func (c client) diff(e existing, in m) *pulumirpc.DiffResponse {
	c.t.Helper()
	checked, faults := c.check(e.token, e.name, in)
	require.Empty(c.t, faults)
	r, err := c.rpc.Diff(c.t.Context(), &pulumirpc.DiffRequest{
		Id: e.id, Urn: urn(e.token, e.name), Type: e.token, Name: e.name, Olds: c.wire(e.out), OldInputs: c.wire(e.in), News: c.wire(checked),
	})
	require.NoError(c.t, err)
	return r
}

func (c client) update(e existing, in m) (existing, error) {
	c.t.Helper()
	return c.updating(e, in, false)
}

func (c client) updating(e existing, in m, preview bool) (existing, error) {
	c.t.Helper()
	checked, faults := c.check(e.token, e.name, in)
	if len(faults) > 0 {
		return e, fmt.Errorf("%s: %s", faults[0].GetProperty(), faults[0].GetReason())
	}
	r, err := c.rpc.Update(c.t.Context(), &pulumirpc.UpdateRequest{
		Id: e.id, Urn: urn(e.token, e.name), Type: e.token, Name: e.name, Preview: preview,
		Olds: c.wire(e.out), OldInputs: c.wire(e.in), News: c.wire(checked),
	})
	if err != nil {
		return e, err
	}
	return existing{e.token, e.name, e.id, checked, c.plain(r.GetProperties())}, nil
}

// read refreshes; false when the resource is gone.
func (c client) read(e existing) (existing, bool) {
	c.t.Helper()
	r, err := c.rpc.Read(c.t.Context(), &pulumirpc.ReadRequest{
		Id: e.id, Urn: urn(e.token, e.name), Type: e.token, Name: e.name, Properties: c.wire(e.out), Inputs: c.wire(e.in),
	})
	require.NoError(c.t, err)
	if r.GetId() == "" {
		return existing{}, false
	}
	return existing{e.token, e.name, r.GetId(), c.plain(r.GetInputs()), c.plain(r.GetProperties())}, true
}

func (c client) delete(e existing) error {
	_, err := c.rpc.Delete(context.WithoutCancel(c.t.Context()), &pulumirpc.DeleteRequest{
		Id: e.id, Urn: urn(e.token, e.name), Type: e.token, Name: e.name, Properties: c.wire(e.out), OldInputs: c.wire(e.in),
	})
	return err
}

// createFor creates and gives up after a while.
func (c client) createFor(patience time.Duration, token string, in m) error {
	c.t.Helper()
	ctx, stop := context.WithTimeout(c.t.Context(), patience)
	defer stop()
	_, err := c.rpc.Create(ctx, &pulumirpc.CreateRequest{Urn: urn(token, "it"), Type: token, Name: "it", Properties: c.wire(in)})
	return err
}

// recheck validates new inputs of an existing resource, with another seed.
func (c client) recheck(e existing, in m) properties.Map {
	c.t.Helper()
	r, err := c.rpc.Check(c.t.Context(), &pulumirpc.CheckRequest{
		Urn: urn(e.token, e.name), Type: e.token, Name: e.name, Olds: c.wire(e.in), News: c.wire(in), RandomSeed: []byte("another seed of thirty-two bytes"),
	})
	require.NoError(c.t, err)
	return c.plain(r.GetInputs())
}
