package bootstrap

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"

	"slipway/shared/config"
)

// Build compiles the placeholder for Lambda and one of its architectures, as the Makefile
// compiles everything. root is the checkout. The same toolchain gives the same bytes on every machine.
func Build(ctx context.Context, root, architecture string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "slipway-placeholder-")
	if err != nil {
		return nil, fmt.Errorf("build placeholder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary := filepath.Join(dir, "placeholder")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-gcflags=all=-l -dwarf=false",
		"-gcflags=std=-dwarf=false",
		"-ldflags=-s -w -buildid=", "-o", binary, "./bootstrap/placeholder")
	cmd.Dir = filepath.Join(root, "scripts")
	if real, err := filepath.EvalSymlinks(cmd.Dir); err == nil {
		cmd.Dir = real // beside the go.work that names it
	}
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOAMD64=v1", "GOARM64=v8.0",
		"GOARCH="+path.Base(config.Platform(architecture)),
		"GOFLAGS=-mod=readonly", "GOEXPERIMENT=", // the caller's own are for other builds
		"GOWORK="+filepath.Join(filepath.Dir(cmd.Dir), "go.work")) // an empty one would let `go env -w` speak
	var talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &talk, &talk
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("build placeholder: %w\n%s", err, talk.String())
	}
	built, err := os.ReadFile(binary)
	if err != nil {
		return nil, fmt.Errorf("build placeholder: %w", err)
	}
	return built, nil
}
