package localpipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"time"

	"slipway/scripts/localaws/account"
)

// The simulated repository has what is in example/: at a service's path the folder of its
// name, and this one for services that none is named after.
const (
	examples     = "example"
	usualExample = "api"
)

// scratch is a folder for one execution's artifacts.
func scratch() (string, func(), error) {
	dir, err := os.MkdirTemp("", "slipway-push-")
	if err != nil {
		return "", nil, fmt.Errorf("make folder for artifacts: %w", err)
	}
	return dir, func() { _ = os.RemoveAll(dir) }, nil
}

// pack copies a folder as git has it: packages that somebody installed there are ignored.
func pack(from, into string) error {
	if err := os.MkdirAll(filepath.Dir(into), 0o750); err != nil {
		return err
	}
	if err := os.CopyFS(into, os.DirFS(from)); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return os.RemoveAll(filepath.Join(into, "node_modules"))
}

// fetch is the source action: the sample service, where the repository has the
// service, with the packages that services share, at the commit that was pushed.
func (e *execution) fetch(ctx context.Context, stage account.Stage, configuration map[string]string) (result, error) {
	commit := e.started.commit
	if commit == "" {
		commit = e.push.Commit // the branch's head
	}
	service, folder, err := e.run.place(e.pipeline)
	if err != nil {
		return result{}, err
	}
	e.source = filepath.Join(e.scratch, "source")
	root := filepath.Join(e.run.env.Root, examples)
	sample := service
	if _, err := os.Stat(filepath.Join(root, sample, "Dockerfile")); err != nil {
		sample = usualExample
	}
	for from, into := range map[string]string{sample: folder, "packages": "packages"} {
		if err := pack(filepath.Join(root, from), filepath.Join(e.source, into)); err != nil {
			return result{}, fmt.Errorf("pack source: %w", err)
		}
	}
	e.run.pass(ctx, 4*time.Second)
	e.run.print(stage.Name, "%s at %.12s (here: %s)", configuration["FullRepositoryId"], commit,
		path.Join(examples, sample))
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
