package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"slipway/scripts/doctor"
	"slipway/scripts/environment"
)

type doctorOptions struct {
	*app
	target
	json bool
}

func newDoctor(a *app) *cobra.Command {
	o := &doctorOptions{app: a}
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say how an environment is, and what mends what is not well",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().BoolVar(&o.json, "json", a.getenv("JSON") == "1", "as one JSON object")
	return cmd
}

// unwell is the exit code of a look that found something to mend, or could not see all.
const unwell = 1

func (o *doctorOptions) run(ctx context.Context) (err error) {
	env, err := environment.Resolve(o.env, o.Root, o.Lookup)
	if err != nil {
		return err
	}
	if env.Guessed && (!o.Console.Terminal || o.unattended()) {
		return env.Unwatched()
	}
	p := newPatient(o.app, env)
	defer func() { err = errors.Join(err, p.Close()) }()
	p.open(ctx)
	checks := p.checks()
	printer := doctor.NewPrinter(o.Console.Out, o.Console.Columns(), checks)
	each := printer.Print
	if o.json {
		each = func(doctor.Result) {}
	}
	report := doctor.Examine(ctx, env.Name, checks, each)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("look at %s: %w", env.Name, err)
	}
	if o.json {
		text, err := json.MarshalIndent(report, "", "  ")
		if err != nil {
			return fmt.Errorf("encode report: %w", err)
		}
		o.Console.Print("%s", text)
	} else {
		printer.Sum(report)
	}
	if !report.Well {
		return &exitError{code: unwell}
	}
	return nil
}
