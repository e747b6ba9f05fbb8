package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
	"slipway/scripts/plan"
)

// changesFound is the exit code of a preview that was asked to tell changes from none.
const changesFound = 3

// previewOptions are what a preview prints and keeps.
type previewOptions struct {
	*app
	json, markdown, diff, detailed bool
	save                           string
}

func newPreviewAll(a *app) *cobra.Command {
	o := &previewOptions{app: a}
	return o.bind(onAll(a, "preview-all", "Say what deploying the three layers would do", o.run))
}

func newPreview(a *app) *cobra.Command {
	o := &previewOptions{app: a}
	return o.bind(onOne(a, "preview", "Say what deploying one layer would do", o.run))
}

func (o *previewOptions) bind(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().BoolVar(&o.json, "json", o.getenv("JSON") == "1", "as one JSON object")
	cmd.Flags().BoolVar(&o.markdown, "markdown", o.getenv("MARKDOWN") == "1", "as a comment on a pull request")
	cmd.Flags().BoolVar(&o.diff, "diff", o.getenv("DIFF") == "1", "with the values of the properties that would change")
	cmd.Flags().BoolVar(&o.detailed, "detailed-exitcode", o.getenv("DETAILED_EXITCODE") == "1",
		fmt.Sprintf("exit with %d if something would change", changesFound))
	cmd.Flags().StringVar(&o.save, "save", o.getenv("SAVE"), "folder to save the plan in, to be deployed as it is")
	return cmd
}

func (o *previewOptions) run(ctx context.Context, env string, names ...string) error {
	var found plan.Plan
	err := o.with(ctx, env, toPlan, func(s *session) (layers.Report, error) {
		s.progress.Differences = o.diff
		recorder := plan.Record(s.runner.Watch)
		s.runner.Watch = recorder
		var saved *saving
		if o.save != "" {
			saved = s.saving()
		}
		report, err := s.preview(ctx, names)
		found = recorder.Plan(s.env.Name, report)
		if err == nil && saved != nil {
			err = saved.write(ctx, o.save, found, names)
		}
		report.Last = s.last
		return report, err
	}, nil)
	if err != nil {
		return err
	}
	if o.markdown {
		o.Console.Print("%s", found.Markdown())
	}
	if o.json {
		text, err := json.MarshalIndent(found, "", "  ")
		if err != nil {
			return fmt.Errorf("encode the preview: %w", err)
		}
		o.Console.Print("%s", text)
	}
	if o.detailed && found.Changes() {
		return &exitError{code: changesFound}
	}
	return nil
}

// preview says what deploying the named layers would do, all without names.
func (s *session) preview(ctx context.Context, names []string) (layers.Report, error) {
	if err := s.runner.Check(ctx, names...); err != nil {
		return layers.Report{}, err
	}
	if err := s.stays(ctx); err != nil {
		return layers.Report{}, err
	}
	r, err := s.removal(ctx)
	if err != nil {
		return layers.Report{}, err
	}
	s.watchLosses(r)
	report, err := s.runner.Preview(ctx, names...)
	if err == nil {
		report.Losses, err = s.ending(ctx, report.Losses)
	}
	return report, errors.Join(err, s.agree(ctx, names), s.possible(r, names), s.room(ctx, names))
}

// absolute is a folder's path from the root of the file system. Others are meant from the
// checkout, where make runs.
func (a *app) absolute(folder string) string {
	if filepath.IsAbs(folder) {
		return folder
	}
	return filepath.Join(a.Root, folder)
}
