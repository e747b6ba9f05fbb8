package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
)

type startOptions struct {
	*app
	serviceTarget
	commit string
}

func newStart(a *app) *cobra.Command {
	o := &startOptions{app: a}
	cmd := &cobra.Command{
		Use:   "start",
		Short: "Start a service's pipeline without a push",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.commit, "commit", a.getenv("COMMIT"), "full commit sha; default the branch's head")
	return cmd
}

func (o *startOptions) run(ctx context.Context) error {
	if err := checkCommit(o.commit); err != nil {
		return err
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		return s.startPipeline(ctx, service, o.commit, nil)
	})
}

// startPipeline starts the pipeline of a service in the name of who asked.
func (o *operated) startPipeline(ctx context.Context, service, commit string, variables map[string]string) error {
	if o.aws != nil {
		simulated, err := o.simulated(ctx)
		if err != nil {
			return err
		}
		return simulated.Start(ctx, service, commit, variables)
	}
	q, err := o.queue(ctx)
	if err != nil {
		return err
	}
	pipeline := o.outputs.Services[service]
	execution, err := q.Start(ctx, pipeline.Name, commit, variables)
	if err != nil {
		return err
	}
	o.Console.Line("%s: execution %s runs; `make status` shows where it is, and so does %s", pipeline.Name, execution,
		pipeline.URL)
	return nil
}

// checkCommit rejects what is no whole commit sha; none is none given.
func checkCommit(commit string) error {
	if commit != "" && (len(commit) != 40 || strings.Trim(commit, "0123456789abcdef") != "") {
		return &environment.UsageError{Problem: fmt.Sprintf("COMMIT is %q: 40 digits of 0 to 9 and a to f", commit)}
	}
	return nil
}
