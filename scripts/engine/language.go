package engine

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// host is a language runtime whose one program is a function of this process.
// The engine reaches it as the runtime "client" at an address.
type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	program pulumi.RunFunc
}

// serveProgram starts a host and returns its address and a function to stop it.
func serveProgram(program pulumi.RunFunc) (string, func(), error) {
	cancel := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(s *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(s, &host{program: program})
			return nil
		},
	})
	if err != nil {
		return "", nil, fmt.Errorf("serve program: %w", err)
	}
	return fmt.Sprintf("127.0.0.1:%d", handle.Port), func() { close(cancel) }, nil
}

// GetPluginInfo answers the engine's greeting.
func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: "1.0.0"}, nil
}

// GetRequiredPackages names none: providers are loaded when the program asks for them.
func (h *host) GetRequiredPackages(context.Context, *pulumirpc.GetRequiredPackagesRequest) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

// Run runs the program; its error is the program's, not the host's.
func (h *host) Run(ctx context.Context, r *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
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
	if err := pulumi.RunWithContext(run, guard(h.program)); err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	return &pulumirpc.RunResponse{}, nil
}

// guard turns a panic of the program into its error, with the stack, so that
// it fails its own layer and not the command that runs it.
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
