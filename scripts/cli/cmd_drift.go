package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"slipway/scripts/drift"
	"slipway/scripts/layers"
	"slipway/shared/contract"
)

type driftOptions struct {
	*app
	target
	json bool
}

func newDrift(a *app) *cobra.Command {
	o := &driftOptions{app: a}
	cmd := &cobra.Command{
		Use:   "drift",
		Short: "Say what differs between what is really there and the recorded state",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().BoolVar(&o.json, "json", a.getenv("JSON") == "1", "as one JSON object")
	return cmd
}

// driftFound is the exit code of a comparison that has found something.
const driftFound = 3

func (o *driftOptions) run(ctx context.Context) (err error) {
	s, err := o.open(ctx, o.env, toCompare)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	found, err := s.compare(ctx)
	if err != nil {
		return err
	}
	if err := o.print(found); err != nil {
		return err
	}
	if len(found.Differences) > 0 {
		o.Console.Line("%d of %d resources of %s are not as its state records them. `make refresh-all ENV=%s` records "+
			"what is there; `make deploy-all ENV=%s` after that makes again what is gone and changes back what differs.",
			len(found.Differences), found.Compared, o.env, o.env, o.env)
		return &exitError{code: driftFound}
	}
	o.Console.Line("Nothing differs: %d resources of %s are as its state records them.", found.Compared, o.env)
	return nil
}

func (o *driftOptions) print(found compared) error {
	if !o.json {
		return drift.Print(o.Console.Out, found.Differences)
	}
	text, err := json.MarshalIndent(found, "", "  ")
	if err != nil {
		return fmt.Errorf("encode drift: %w", err)
	}
	o.Console.Print("%s", text)
	return nil
}

// compared is what a comparison found. docs/drift.schema.json describes it.
type compared struct {
	Environment string             `json:"environment"`
	Compared    int                `json:"compared"` // resources
	Differences []drift.Difference `json:"differences"`
}

// compare asks AWS for every resource of the state, and writes nothing.
func (s *session) compare(ctx context.Context) (compared, error) {
	found := compared{Environment: s.env.Name, Differences: []drift.Difference{}}
	collector := &drift.Collector{Watcher: s.progress, Ignored: drift.Ignored{}}
	for _, layer := range contract.LayerNames() {
		exported, err := s.stacks[layer].Export(ctx)
		if err != nil {
			return found, err
		}
		if err := collector.Ignored.Read(exported); err != nil {
			return found, err
		}
	}
	defer func(before layers.Watcher) { s.runner.Watch = before }(s.runner.Watch)
	s.runner.Watch = collector
	report, err := s.runner.Compare(ctx)
	if err != nil {
		return found, err
	}
	deployed := false
	for _, o := range report.Outcomes {
		deployed = deployed || o.Status != layers.Absent
		c := o.Result.Changes
		found.Compared += c.Updated + c.Deleted + c.Unchanged
	}
	if !deployed {
		return found, &layers.Hint{
			Problem: s.env.Name + " is not deployed, so nothing can differ from its state",
			Command: "make deploy-all ENV=" + s.env.Name,
		}
	}
	found.Differences = collector.Differences(contract.LayerNames())
	return found, nil
}
