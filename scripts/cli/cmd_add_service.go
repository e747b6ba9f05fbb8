package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/stackfile"
	"slipway/shared/contract"
)

type addServiceOptions struct {
	*app
	target
	service string
	set     []string
}

func newAddService(a *app) *cobra.Command {
	o := &addServiceOptions{app: a}
	cmd := &cobra.Command{
		Use:   "add-service",
		Short: "Add a service to an environment's settings",
		RunE:  func(*cobra.Command, []string) error { return o.run() },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.service, "service", a.getenv("SERVICE"), "the new service's name, such as cart")
	cmd.Flags().StringArrayVar(&o.set, "set", strings.Fields(a.getenv("SET")),
		"a setting of its own, such as path=services/cart/; several if repeated, or with spaces between in SET")
	return cmd
}

func (o *addServiceOptions) run() error {
	env, err := environment.Resolve(o.env, o.Root, o.Lookup)
	if err != nil {
		return err
	}
	if o.service == "" {
		return &environment.UsageError{Problem: "SERVICE is missing: the new service's name, such as SERVICE=cart"}
	}
	own, err := o.own()
	if err != nil {
		return err
	}
	if !env.HasFile(contract.FoundationLayer) {
		return &environment.UsageError{Problem: fmt.Sprintf("%s has no settings yet: `make init ENV=%s` writes them",
			env.Name, env.Name)}
	}
	c := o.checkout()
	files, err := c.Read(env.Name)
	if err != nil {
		return err
	}
	before, err := c.Faults(env.Name, files, !env.Simulated)
	if err != nil {
		return err
	}
	file, err := files[contract.FoundationLayer].WithService(o.service, own)
	if err != nil {
		return err
	}
	files[contract.FoundationLayer] = file
	faults, err := c.Faults(env.Name, files, !env.Simulated)
	if err != nil {
		return err
	}
	faults = slices.DeleteFunc(faults, func(fault string) bool { return slices.Contains(before, fault) })
	if len(faults) > 0 {
		return errors.New(strings.Join(faults, "\n") + "\nNothing was written.")
	}
	if err := stackfile.Write(file); err != nil {
		return err
	}
	o.next(env, before)
	return nil
}

// own are the settings that the service has for itself.
func (o *addServiceOptions) own() ([]stackfile.Own, error) {
	var own []stackfile.Own
	for _, pair := range o.set {
		name, value, is := strings.Cut(pair, "=")
		if !is || name == "" || value == "" {
			return nil, &environment.UsageError{Problem: fmt.Sprintf(
				"SET is %q: settings as name=value, such as SET=\"path=services/cart/ memory=2048\"", pair)}
		}
		own = append(own, stackfile.Own{
			Name:  name,
			Value: value,
		})
	}
	return own, nil
}

// next prints what was written, what was wrong before, and what to type next.
func (o *addServiceOptions) next(env environment.Environment, before []string) {
	o.Console.Line("%s is a service of %s now, in stacks/%s/Pulumi.%s.yaml.", o.service, env.Name,
		contract.FoundationLayer, env.Name)
	for _, fault := range before {
		o.Console.Line("To mend before a deployment: %s", fault)
	}
	o.Console.Line("\nNext:")
	step := func(command, why string) { o.Console.Line("  %-44s %s", command, why) }
	step("make preview-all ENV="+env.Name, "says what would be made for it")
	step("make deploy-all ENV="+env.Name, "makes its repository, its function and its pipeline")
	if env.Simulated {
		step(fmt.Sprintf("make push ENV=%s SERVICE=%s", env.Name, o.service), "takes a change through the pipeline")
		return
	}
	o.Console.Line("Then push a commit with its Dockerfile; example/README.md shows what a service's folder holds.")
}
