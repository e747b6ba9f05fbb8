package cli

import (
	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/localpipeline"
	"slipway/shared/contract"
)

// complete lets a shell offer the values of a subcommand's flags. They come from the
// stack files, so that nothing is opened while a person types.
func (a *app) complete(cmd *cobra.Command) *cobra.Command {
	values := map[string]func(env string) []string{
		"env":     func(string) []string { return environment.Configured(a.Root) },
		"layer":   func(string) []string { return contract.LayerNames() },
		"service": func(env string) []string { return environment.Services(a.Root, env) },
		"fault":   func(string) []string { return localpipeline.Faults },
		"of":      func(string) []string { return writers },
		"format":  func(string) []string { return formats },
	}
	for name, list := range values {
		if cmd.Flag(name) == nil {
			continue
		}
		// The error says that there is no such flag, or that it is completed already.
		_ = cmd.RegisterFlagCompletionFunc(name,
			func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
				return list(cmd.Flag("env").Value.String()), cobra.ShellCompDirectiveNoFileComp
			})
	}
	return cmd
}
