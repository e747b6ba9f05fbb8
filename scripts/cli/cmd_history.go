package cli

import (
	"context"

	"github.com/spf13/cobra"

	"slipway/scripts/operate/history"
)

type historyOptions struct {
	*app
	serviceTarget
	json, all bool
	limit     int
}

func newHistory(a *app) *cobra.Command {
	o := &historyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "history",
		Short: "Print the deployment history",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().BoolVar(&o.json, "json", a.getenv("JSON") == "1", "every row with every attribute, as one JSON list")
	cmd.Flags().BoolVar(&o.all, "all", a.getenv("ALL") == "1", "stages and actions as well")
	cmd.Flags().IntVar(&o.limit, "limit", 500, "at most so many rows of each service, the latest")
	return cmd
}

func (o *historyOptions) run(ctx context.Context) error {
	return o.operate(ctx, o.env, func(s *operated) error {
		services, err := s.services(o.service)
		if err != nil {
			return err
		}
		reader, err := s.history(ctx)
		if err != nil {
			return err
		}
		rows, err := history.Read(ctx, reader, services, o.limit)
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
		if !o.all {
			rows = history.Milestones(rows)
		}
		return history.Print(o.Console.Out, rows)
	})
}
