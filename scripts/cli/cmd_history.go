package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/history"
)

type historyOptions struct {
	*app
	serviceTarget
	json, all         bool
	limit, deployment string
	export            string
}

func newHistory(a *app) *cobra.Command {
	o := &historyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "history",
		Short: "Print the deployment history",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	flags := cmd.Flags()
	flags.BoolVar(&o.json, "json", a.getenv("JSON") == "1", "every row with every attribute, as one JSON list")
	flags.BoolVar(&o.all, "all", a.getenv("ALL") == "1", "every row there is, those of stages and actions as well")
	flags.StringVar(&o.limit, "limit", a.getenv("LIMIT"),
		fmt.Sprintf("at most so many rows of each service, the latest; default %d", fewRows))
	flags.StringVar(&o.deployment, "deployment", a.getenv("DEPLOYMENT"), "one deployment, or the begin of its id")
	flags.StringVar(&o.export, "export", a.getenv("EXPORT"),
		"copy every item of the table to s3://bucket/prefix or to a file, and read the copy again")
	return cmd
}

// fewRows is how many rows of a service are read unless more are asked for.
const fewRows = 500

// rows is how many rows of a service are wanted; 0 means all.
func (o *historyOptions) rows() (int, error) {
	switch {
	case o.limit == "" && o.all:
		return 0, nil
	case o.limit == "":
		return fewRows, nil
	}
	limit, err := strconv.Atoi(o.limit)
	if err != nil || limit < 1 {
		return 0, &environment.UsageError{
			Problem: fmt.Sprintf("LIMIT is %q: a number of rows, 1 or more; ALL=1 prints all", o.limit),
		}
	}
	return limit, nil
}

func (o *historyOptions) run(ctx context.Context) error {
	if o.export != "" {
		return o.copy(ctx)
	}
	limit, err := o.rows()
	if err != nil {
		return err
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		services, err := s.services(o.service)
		if err != nil {
			return err
		}
		reader, err := s.history(ctx)
		if err != nil {
			return err
		}
		var rows []history.Row
		if o.deployment != "" {
			rows, err = history.ReadDeployment(ctx, reader, services, o.deployment)
		} else {
			rows, err = history.Read(ctx, reader, services, limit)
		}
		if err != nil {
			return err
		}
		if o.json {
			return history.PrintJSON(o.Console.Out, rows)
		}
		if len(rows) == 0 {
			o.Console.Line("Nothing has been deployed through the pipelines of %s yet.", s.env.Name)
			return nil
		}
		for _, service := range services {
			if o.deployment == "" && history.Count(rows, service) == limit {
				o.Console.Line("%s: the latest %d rows; LIMIT= shows more, ALL=1 all.", service, limit)
			}
		}
		if !o.all {
			rows = history.Milestones(rows)
		}
		return history.Print(o.Console.Out, rows)
	})
}
