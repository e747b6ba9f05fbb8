package localpipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"slipway/scripts/localaws/account"
)

// sample is the service whose content every simulated repository holds.
var sample = filepath.Join("example", "api")

// scratch is a folder for one execution's artifacts.
func scratch() (string, func(), error) {
	dir, err := os.MkdirTemp("", "slipway-push-")
	if err != nil {
		return "", nil, fmt.Errorf("make folder for artifacts: %w", err)
	}
	return dir, func() { _ = os.RemoveAll(dir) }, nil
}

// fetch is the source action: the sample service, where the repository has the
// service, at the commit that was pushed.
func (e *execution) fetch(ctx context.Context, stage account.Stage, configuration map[string]string) (result, error) {
	commit := e.started.commit
	if commit == "" {
		commit = e.push.Commit // the branch's head
	}
	folder, err := e.run.folder(e.pipeline)
	if err != nil {
		return result{}, err
	}
	e.source = filepath.Join(e.scratch, "source")
	into := filepath.Join(e.source, folder)
	if err := os.MkdirAll(filepath.Dir(into), 0o750); err != nil {
		return result{}, fmt.Errorf("pack source: %w", err)
	}
	if err := os.CopyFS(into, os.DirFS(filepath.Join(e.run.env.Root, sample))); err != nil &&
		!errors.Is(err, os.ErrExist) {
		return result{}, fmt.Errorf("pack source: %w", err)
	}
	e.run.pass(ctx, 4*time.Second)
	e.run.print(stage.Name, "%s at %.12s (here: %s)", configuration["FullRepositoryId"], commit, filepath.ToSlash(sample))
	return result{
		id:      commit,
		summary: e.push.Message,
		exported: map[string]string{
			"CommitId":           commit,
			"CommitMessage":      e.push.Message,
			"BranchName":         configuration["BranchName"],
			"FullRepositoryName": configuration["FullRepositoryId"],
		},
	}, nil
}
