package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/layers"
	"slipway/scripts/operate/release"
	"slipway/shared/contract"
)

type rebuildOptions struct {
	*app
	serviceTarget
	commit string
}

func newRebuild(a *app) *cobra.Command {
	o := &rebuildOptions{app: a}
	cmd := &cobra.Command{
		Use:   "rebuild",
		Short: "Build an image of a commit anew, on what its base is now",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.commit, "commit", a.getenv("COMMIT"), "full commit sha; default that of the last release")
	return cmd
}

// run starts the pipeline with the second as the mark of the new image: the tag of a commit
// is given once, and a retry of the build has to find the image of its own execution.
func (o *rebuildOptions) run(ctx context.Context) error {
	if err := checkCommit(o.commit); err != nil {
		return err
	}
	from, err := o.promotesFrom(o.env)
	if err != nil {
		return err
	}
	if from != "" {
		return &environment.UsageError{Problem: fmt.Sprintf("%s builds nothing, it promotes from %s: build the commit anew "+
			"where images are built, and its release promotes it", o.env, from)}
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		commit := o.commit
		if commit == "" {
			if commit, err = s.releasedCommit(ctx, service); err != nil {
				return err
			}
		}
		return s.startPipeline(ctx, service, commit, map[string]string{
			contract.RebuildVariable: s.Now().UTC().Format("20060102150405"),
		})
	})
}

// releasedCommit is the commit of the image that got production last.
func (o *operated) releasedCommit(ctx context.Context, service string) (string, error) {
	reader, err := o.history(ctx)
	if err != nil {
		return "", err
	}
	image, err := release.Latest(reader.Releases(ctx, service))
	if err != nil {
		return "", fmt.Errorf("find the last release of %s: %w", service, err)
	}
	if checkCommit(image.Commit) != nil || image.Commit == "" {
		return "", &layers.Hint{
			Problem: "the history knows no commit of " + service + " that was released: name one with COMMIT=, or build " +
				"the branch's head",
			Command: fmt.Sprintf("make start ENV=%s SERVICE=%s", o.env.Name, service),
		}
	}
	return image.Commit, nil
}
