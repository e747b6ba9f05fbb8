package engine_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

	"slipway/scripts/engine"
	"slipway/scripts/langhost"
)

// provider serves the package "test": it remembers what it was asked to do,
// and can refuse or hold up a resource by the name in its properties.
type provider struct {
	pulumirpc.UnimplementedResourceProviderServer

	mu      sync.Mutex
	log     []string
	refuse  map[string]string
	holding chan string   // receives the name of a creation that is being held up
	release chan struct{} // lets it go on
}

func (p *provider) note(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.log = append(p.log, line)
}

func (p *provider) done() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.log...)
}

func (p *provider) Attach(context.Context, *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (p *provider) CheckConfig(_ context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return &pulumirpc.CheckResponse{Inputs: r.GetNews()}, nil
}

func (p *provider) DiffConfig(context.Context, *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	return &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}, nil
}

func (p *provider) Configure(context.Context, *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	return &pulumirpc.ConfigureResponse{AcceptSecrets: true, SupportsPreview: true}, nil
}

func (p *provider) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (p *provider) Check(_ context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return &pulumirpc.CheckResponse{Inputs: r.GetNews()}, nil
}

func (p *provider) Diff(_ context.Context, r *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	if proto.Equal(r.GetOldInputs(), r.GetNews()) {
		return &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}, nil
	}
	return &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_SOME}, nil
}

func (p *provider) Create(_ context.Context, r *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	if r.GetPreview() {
		return &pulumirpc.CreateResponse{Properties: r.GetProperties()}, nil
	}
	name := r.GetName()
	if p.holding != nil {
		p.holding <- name
		<-p.release
	}
	if reason, ok := p.refuse[name]; ok {
		return nil, errors.New(reason)
	}
	p.note("create " + name)
	return &pulumirpc.CreateResponse{Id: "id-" + name, Properties: r.GetProperties()}, nil
}

func (p *provider) Read(_ context.Context, r *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	p.note("read " + r.GetName())
	return &pulumirpc.ReadResponse{
		Id:         r.GetId(),
		Properties: r.GetProperties(),
		Inputs:     r.GetInputs(),
	}, nil
}

func (p *provider) Update(_ context.Context, r *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	if !r.GetPreview() {
		p.note("update " + r.GetName())
	}
	return &pulumirpc.UpdateResponse{Properties: r.GetNews()}, nil
}

func (p *provider) Delete(_ context.Context, r *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	p.note("delete " + r.GetName())
	return &emptypb.Empty{}, nil
}

func (p *provider) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: "1.0.0"}, nil
}

func (p *provider) GetSchema(context.Context, *pulumirpc.GetSchemaRequest) (*pulumirpc.GetSchemaResponse, error) {
	return &pulumirpc.GetSchemaResponse{Schema: `{"name":"test","version":"1.0.0"}`}, nil
}

// serve starts the provider for the length of the test.
func (p *provider) serve(t *testing.T) int {
	t.Helper()
	cancel := make(chan bool)
	t.Cleanup(func() { close(cancel) })
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: cancel, Init: func(s *grpc.Server) error {
		pulumirpc.RegisterResourceProviderServer(s, p)
		return nil
	}})
	require.NoError(t, err)
	return handle.Port
}

// thing declares a resource of the package "test".
func thing(ctx *pulumi.Context, name string, props pulumi.Map, opts ...pulumi.ResourceOption) error {
	var r pulumi.CustomResourceState
	return ctx.RegisterResource("test:index:Thing", name, props, &r, opts...)
}

// emptySalt is an encryptionsalt that the empty passphrase opens.
const emptySalt = "v1:OJQ5k1KdyT8=:v1:pcikre9Yivnu3suj:feMh6Wzwea5JXO1oslGzlRRppHcqeg=="

// fixture is a project folder, a state folder and an engine over both.
type fixture struct {
	*engine.Engine
	name  string
	dir   string
	state string
}

func newFixture(t *testing.T, name string, p *provider, change func(*engine.Options)) fixture {
	t.Helper()
	f := fixture{
		name:  name,
		dir:   t.TempDir(),
		state: t.TempDir(),
	}
	require.NoError(t, os.WriteFile(filepath.Join(f.dir, "Pulumi.yaml"), []byte("name: "+name+"\nruntime: go\n"), 0o600))
	o := engine.Options{
		BackendURL:  "file://" + f.state,
		Passphrases: func() ([]string, error) { return []string{""}, nil },
		Salt:        emptySalt,
		Warn:        func(line string) { t.Log(line) },
	}
	if p != nil {
		o.Attach = map[string]int{"test": p.serve(t)}
	}
	if change != nil {
		change(&o)
	}
	f.Engine = engine.New(o)
	return f
}

// stack opens the project's stack "dev" and creates it when it is not there.
func (f fixture) stack(t *testing.T, run pulumi.RunFunc) *engine.Stack {
	t.Helper()
	host := langhost.NewHost(map[string]langhost.Layer{f.name: {Program: run}})
	return f.open(t, engine.Project{Dir: f.dir, Runtime: host.Runtime})
}

// heard is stack with a runtime that tells outputs as soon as they are known.
func (f fixture) heard(t *testing.T, run pulumi.RunFunc) *engine.Stack {
	t.Helper()
	host := langhost.NewHost(map[string]langhost.Layer{f.name: {Program: run}})
	return f.open(t, engine.Project{
		Dir:     f.dir,
		Runtime: host.Runtime,
		Expect:  host.Expect,
	})
}

// open opens the stack "dev" of the project and creates it when it is not there.
func (f fixture) open(t *testing.T, project engine.Project) *engine.Stack {
	t.Helper()
	s, err := f.Stack(t.Context(), project, "dev")
	require.NoError(t, err)
	exists, err := s.Exists(t.Context())
	require.NoError(t, err)
	if !exists {
		require.NoError(t, s.Create(t.Context()))
	}
	return s
}

func ignore(engine.Event) {}
