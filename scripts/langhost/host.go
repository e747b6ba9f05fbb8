package langhost

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// Host has the programs of some Pulumi projects, by the project's name, and is
// the language runtime that runs them.
type Host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	layers  map[string]Layer
	address func() (string, error)
	finals  finals
}

// NewHost makes a host; nothing is served yet.
func NewHost(layers map[string]Layer) *Host {
	h := &Host{layers: layers}
	h.address = sync.OnceValues(h.listen)
	return h
}

// Runtime is the address of the language runtime, for as long as the process runs.
func (h *Host) Runtime() (string, error) { return h.address() }

// Load reads a configuration as its project's program would.
func (h *Host) Load(c Configuration) (Settings, error) {
	layer, err := h.layer(c.Project)
	if err != nil {
		return Settings{}, err
	}
	return layer.Load(c)
}

func (h *Host) layer(project string) (Layer, error) {
	layer, ok := h.layers[project]
	if !ok {
		return Layer{}, fmt.Errorf("there is no program for project %s", project)
	}
	return layer, nil
}

func (h *Host) listen() (string, error) {
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Init: func(s *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(s, h)
			return nil
		},
	})
	if err != nil {
		return "", fmt.Errorf("serve programs: %w", err)
	}
	return fmt.Sprintf("127.0.0.1:%d", handle.Port), nil
}

// GetPluginInfo returns the version that the engine asks for when it connects.
func (h *Host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: "1.0.0"}, nil
}

// GetRequiredPackages names none: providers are loaded when the program asks for them.
func (h *Host) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

// Run runs the project's program; its error is the program's, not the host's.
func (h *Host) Run(ctx context.Context, r *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	layer, err := h.layer(r.GetProject())
	if err != nil {
		return nil, err
	}
	if !r.GetDryRun() {
		var over func()
		ctx, over = h.finals.hear(ctx, Update{Folder: r.GetInfo().GetRootDirectory(), Stack: r.GetStack()})
		defer over()
	}
	run, err := pulumi.NewContext(ctx, pulumi.RunInfo{
		Project:          r.GetProject(),
		RootDirectory:    r.GetInfo().GetRootDirectory(),
		Stack:            r.GetStack(),
		Config:           r.GetConfig(),
		ConfigSecretKeys: r.GetConfigSecretKeys(),
		Parallel:         r.GetParallel(),
		DryRun:           r.GetDryRun(),
		MonitorAddr:      r.GetMonitorAddress(),
		EngineAddr:       r.GetArgs()[0],
		Organization:     r.GetOrganization(),
	})
	if err != nil {
		return nil, fmt.Errorf("connect program: %w", err)
	}
	defer func() { _ = run.Close() }()
	if err := pulumi.RunWithContext(run, guard(layer.Program)); err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	return &pulumirpc.RunResponse{}, nil
}

// guard turns a panic of the program into its error, with the stack, so that
// it fails its own layer and not all that this process serves.
func guard(program pulumi.RunFunc) pulumi.RunFunc {
	return func(ctx *pulumi.Context) (err error) {
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("program panicked: %v\n%s", cause, debug.Stack())
			}
		}()
		return program(ctx)
	}
}
