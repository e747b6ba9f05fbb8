// Package receiverzip turns the webhook receiver's source into the zip file
// that Lambda runs: the delivery layer calls it, so that a plain `pulumi up`
// builds the function exactly as the command does.
//
// The bytes depend on the sources, the module's versions and the Go version,
// and on nothing else: not on the folder, the user's GOFLAGS, a go.work file
// or the clock. An unchanged receiver is therefore an unchanged function. The
// finished zip is kept in the user's cache folder under the hash of what it was
// made from, so that every later call costs a few file reads.
//
// What must not live here: anything about the function around the code (its
// role, its settings), which is the delivery layer's part.
package receiverzip

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Build returns the path of the zip file for the delivery project in the
// folder given (the one that holds Pulumi.yaml, i.e. ctx.RootDirectory()). It
// compiles only when the cache has no zip for these sources.
func Build(ctx context.Context, projectDir string) (string, error) {
	return builder{command: runCommand, cacheDir: os.UserCacheDir}.build(ctx, projectDir)
}

// builder holds what tests replace.
type builder struct {
	command  commandRunner
	cacheDir func() (string, error)
}

func (b builder) build(ctx context.Context, projectDir string) (string, error) {
	path, err := b.cachedOrCompiled(ctx, projectDir)
	if err != nil {
		return "", fmt.Errorf("build webhook receiver: %w", err)
	}
	return path, nil
}

func (b builder) cachedOrCompiled(ctx context.Context, projectDir string) (string, error) {
	cache, err := b.cacheDir()
	if err != nil {
		return "", fmt.Errorf("find cache folder: %w: set HOME (or XDG_CACHE_HOME) and run again", err)
	}
	version, err := b.goVersion(ctx, projectDir)
	if err != nil {
		return "", err
	}
	hash, err := hashSources(projectDir, version)
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, "slipway", "receiver")
	finished := filepath.Join(folder, hash+".zip")
	if info, err := os.Stat(finished); err == nil && info.Mode().IsRegular() {
		return finished, nil
	}
	return finished, b.compile(ctx, projectDir, folder, finished)
}
