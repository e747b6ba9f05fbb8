package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/graph"
	"slipway/shared/config"
	"slipway/shared/contract"
)

type graphOptions struct {
	*app
	target
	format, out string
}

// formats are the ways to draw a graph.
var formats = []string{"mermaid", "svg", "html"}

func newGraph(a *app) *cobra.Command {
	o := &graphOptions{app: a}
	cmd := &cobra.Command{
		Use:   "graph",
		Short: "Draw the layers and the way of a change, with how each part stands",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.format, "format", a.getenv("FORMAT"),
		"one of "+strings.Join(formats, ", ")+"; default what the file's name says, or mermaid")
	flags.StringVar(&o.out, "out", a.getenv("OUT"), "file to write; default the output of the command")
	return cmd
}

func (o *graphOptions) run(ctx context.Context) error {
	if o.format == "" {
		o.format = "mermaid"
		if ending := strings.TrimPrefix(filepath.Ext(o.out), "."); slices.Contains(formats, ending) {
			o.format = ending
		}
	}
	if !slices.Contains(formats, o.format) {
		return &environment.UsageError{
			Problem: fmt.Sprintf("FORMAT is %q: one of %s%s", o.format, strings.Join(formats, ", "),
				config.Meant(o.format, formats)),
		}
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		g, err := s.graph(ctx)
		if err != nil {
			return err
		}
		draw := map[string]func(io.Writer) error{
			"mermaid": g.Mermaid,
			"svg":     g.SVG,
			"html":    g.HTML,
		}[o.format]
		if o.out == "" {
			return draw(o.Console.Out)
		}
		var drawn strings.Builder
		if err := draw(&drawn); err != nil {
			return err
		}
		if err := os.WriteFile(o.out, []byte(drawn.String()), 0o644); err != nil { //nolint:gosec // a picture
			return fmt.Errorf("write graph: %w", err)
		}
		o.Console.Line("%s is drawn in %s.", s.env.Name, o.out)
		return nil
	})
}

// graph is the environment with all its services.
func (o *operated) graph(ctx context.Context) (g graph.Graph, err error) {
	if g.Report, err = o.report(ctx, o.outputs.ServiceNames()); err != nil {
		return g, err
	}
	delivery, err := o.load(ctx, contract.DeliveryLayer)
	if err != nil {
		return g, err
	}
	from, err := o.promotesFrom(o.env.Name)
	if err != nil {
		return g, err
	}
	g.At, g.Repository, g.Branch = o.Now(), delivery.Source.Repository, delivery.Source.Branch
	g.Way = graph.Arrivals(o.outputs.WebhookURL, from, g.Connection)
	for _, layer := range contract.Layers() {
		state, err := o.stacks[layer.Name].State(ctx)
		if err != nil {
			return g, err
		}
		var types []string
		for _, r := range state.Resources {
			if r.Custom {
				types = append(types, r.Type)
			}
		}
		g.Layers = append(g.Layers, graph.Layer{
			Name:   layer.Name,
			Needs:  layer.Needs,
			Groups: graph.Holds(types),
		})
	}
	return g, nil
}
