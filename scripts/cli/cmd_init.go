package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/scaffold"
)

type initOptions struct {
	*app
	target
	given map[string]*string // by variable
}

func newInit(a *app) *cobra.Command {
	o := &initOptions{
		app:   a,
		given: map[string]*string{},
	}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write the stack files of an environment",
		RunE:  func(*cobra.Command, []string) error { return o.run() },
	}
	o.bind(a, cmd)
	for _, q := range scaffold.Questions {
		flag := strings.ToLower(strings.ReplaceAll(q.Variable, "_", "-"))
		o.given[q.Variable] = cmd.Flags().String(flag, a.getenv(q.Variable), q.Text)
	}
	return cmd
}

// checkout is the checkout's stack files and what checks them.
func (a *app) checkout() scaffold.Checkout {
	return scaffold.Checkout{
		Root:   a.Root,
		Lookup: a.Lookup,
		Load:   a.Programs.Load,
	}
}

func (o *initOptions) run() error {
	env, err := environment.Resolve(o.env, o.Root, o.Lookup)
	if err != nil {
		return err
	}
	if env.Name == environment.Local && env.Simulated {
		return &environment.UsageError{Problem: "local is simulated and needs no settings: `make deploy-all ENV=local` " +
			"deploys it. init is for an environment of your own, such as ENV=dev"}
	}
	start := &scaffold.Init{
		Checkout: o.checkout(),
		Env:      env.Name,
		Real:     !env.Simulated || env.Guessed,
		Given:    scaffold.Answers{},
	}
	for variable, answer := range o.given {
		if *answer != "" {
			start.Given[variable] = *answer
		}
	}
	there, err := start.Start()
	if err != nil {
		return err
	}
	if len(there) > 0 {
		o.Console.Line("%s %s there.", strings.Join(there, ", "), are(there))
		err := o.Console.Confirm("Write your answers into what is there? What you are not asked about, " +
			"and every comment, stays.")
		if err != nil {
			return err
		}
	}
	if err := o.answer(start); err != nil {
		return err
	}
	faults, err := start.Check()
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return errors.New(strings.Join(faults, "\n") + "\nNothing was written.")
	}
	written, err := start.Write()
	if err != nil {
		return err
	}
	if env, err = environment.Resolve(o.env, o.Root, o.Lookup); err != nil { // with files it is another one
		return err
	}
	o.next(env, start, written)
	return nil
}

// answer has every question answered: by a person, if one is there.
func (o *initOptions) answer(start *scaffold.Init) error {
	if o.Console.Terminal && !o.unattended() {
		o.Console.Line("Settings of %s. Enter takes what stands in brackets.", start.Env)
		return start.Ask(o.Console)
	}
	missing, err := start.Missing()
	if err != nil || len(missing) == 0 {
		return err
	}
	var names, samples []string
	for _, q := range missing {
		names = append(names, q.Variable)
		samples = append(samples, q.Variable+"="+q.Sample)
	}
	return &environment.UsageError{
		Problem: fmt.Sprintf("%s %s missing, and there is no terminal to ask on: `make init ENV=%s %s`",
			strings.Join(names, " and "), are(names), start.Env, strings.Join(samples, " ")),
	}
}

// next prints what was written, and what to type next.
func (o *initOptions) next(env environment.Environment, start *scaffold.Init, written []string) {
	if len(written) == 0 {
		o.Console.Line("The stack files of %s say that already; nothing was changed.", env.Name)
	} else {
		o.Console.Line("Written: %s.", strings.Join(written, ", "))
	}
	o.Console.Line("\nNext:")
	step := func(command, why string) { o.Console.Line("  %-44s %s", command, why) }
	if env.BackendURL == "" {
		step("export PULUMI_BACKEND_URL=s3://YOUR-BUCKET", "where the state is kept; any bucket that you have")
	}
	if start.Phrased() && !env.Hosted() && o.getenv("PULUMI_CONFIG_PASSPHRASE") == "" &&
		o.getenv("PULUMI_CONFIG_PASSPHRASE_FILE") == "" {
		step("export PULUMI_CONFIG_PASSPHRASE=...", "opens the secrets; keep it where your team finds it")
	}
	step("make preview-all ENV="+env.Name, "says what a deployment would make, and makes nothing")
	step("make deploy-all ENV="+env.Name, "makes it, and says what is left to do by hand")
	o.Console.Line("Then commit stacks/*/Pulumi.%s.yaml.", env.Name)
}

func are(things []string) string {
	if len(things) == 1 {
		return "is"
	}
	return "are"
}
