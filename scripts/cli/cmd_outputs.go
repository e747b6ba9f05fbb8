package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
	"slipway/shared/contract"
)

type outputsOptions struct {
	*app
	target
	json bool
}

func newOutputs(a *app) *cobra.Command {
	o := &outputsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "outputs",
		Short: "Print the outputs of every layer",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().BoolVar(&o.json, "json", a.getenv("JSON") == "1", "as one JSON object, by layer")
	return cmd
}

func (o *outputsOptions) run(ctx context.Context) (err error) {
	s, err := o.open(ctx, o.env, toRead)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	outputs, err := s.runner.Outputs(ctx)
	if err != nil {
		return err
	}
	if o.json {
		text, err := json.MarshalIndent(outputs, "", "  ")
		if err != nil {
			return fmt.Errorf("encode outputs: %w", err)
		}
		o.Console.Print("%s", text)
		return nil
	}
	if len(outputs) == 0 {
		return &layers.Hint{Problem: s.env.Name + " is not deployed", Command: "make deploy-all ENV=" + s.env.Name}
	}
	for _, layer := range contract.LayerNames() {
		values := outputs[layer]
		for _, key := range slices.Sorted(maps.Keys(values)) {
			o.Console.Print("%s.%s = %v", layer, key, values[key])
		}
	}
	s.tellTrust()
	return nil
}
