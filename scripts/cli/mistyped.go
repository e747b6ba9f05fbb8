package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"slipway/scripts/environment"
	"slipway/scripts/layers"
	"slipway/shared/config"
)

// known rejects a subcommand that there is not.
func known(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, cmd := range root.Commands() {
		names = append(names, cmd.Name())
	}
	return &environment.UsageError{
		Problem: fmt.Sprintf("unknown command %q for %q%s", args[0], root.Name(), config.Meant(args[0], names)),
	}
}

// unknownFlag rejects a flag that the subcommand has not.
func unknownFlag(cmd *cobra.Command, err error) error {
	meant := ""
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		meant = config.Meant("--"+unknown.GetSpecifiedName(), names)
	}
	return &environment.UsageError{Problem: err.Error() + meant}
}

// others are variables without a flag, which make hands on, or that have nothing to do with
// the command and look as if they had.
var others = []string{"YES", "TOKEN", "PACKAGE", "RUN", "PATH"}

// unread rejects a variable that was typed after make's target and that nothing reads, if
// it is near to one that is read: `make freeze SERVCE=api` would freeze every service.
func (a *app) unread(root *cobra.Command) error {
	names := slices.Clone(others)
	for _, cmd := range root.Commands() {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			names = append(names, strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_")))
		})
	}
	var faults []error
	for _, typed := range strings.Fields(a.getenv("SLIPWAY_UNREAD")) {
		meant := config.Mistyped(strings.ToUpper(typed), names)
		if meant != "" && !slices.Contains(names, typed) {
			faults = append(faults, &environment.UsageError{
				Problem: fmt.Sprintf("nothing reads the variable %s; did you mean %s?", typed, meant),
			})
		}
	}
	return errors.Join(faults...)
}

// elsewhere names the environment that was probably meant, if nothing is there of the one
// that was asked for.
func (a *app) elsewhere(ran *cobra.Command, err error) string {
	var usage *environment.UsageError
	var undeployed *layers.Hint
	env := ran.Flag("env")
	if env == nil || ran.Name() == "init" || !errors.As(err, &usage) && !errors.As(err, &undeployed) {
		return ""
	}
	there := environment.Configured(a.Root)
	if asked := env.Value.String(); !slices.Contains(there, asked) && asked != "" {
		if nearest := config.Nearest(asked, there); nearest != "" {
			return fmt.Sprintf(". There is no stack file of %s; did you mean ENV=%s?", asked, nearest)
		}
	}
	return ""
}
