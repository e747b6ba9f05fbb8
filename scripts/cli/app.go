// Package cli is the slipway command: one file a subcommand, each an options
// struct, a constructor and a run function. What the subcommands share is the
// app (streams and variables of the process) and the session (an environment
// that is open). Decisions belong to the packages underneath.
package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"slipway/scripts/caller"
	"slipway/scripts/environment"
	"slipway/scripts/iostreams"
	"slipway/scripts/langhost"
	"slipway/scripts/layers"
	"slipway/shared/contract"
)

// Programs runs the layers' programs, each a Pulumi project.
type Programs interface {
	// Runtime is the address of a Pulumi language runtime.
	Runtime() (string, error)
	// Load reads a configuration as the project's program would.
	Load(langhost.Configuration) (langhost.Settings, error)
	// Expect returns what waits for the outputs of the stack's next update.
	Expect(folder, stack string) (await func() (map[string]string, error), err error)
}

// Process is what the command needs of the process it runs in.
type Process struct {
	Console  *iostreams.Console
	Programs Programs
	// Root is the checkout: the folder of the Makefile.
	Root   string
	Lookup func(string) (string, bool)
	Setenv func(name, value string) error
	Now    func() time.Time
	// AWS makes the configuration of calls to AWS; nil looks where AWS's tools look.
	AWS caller.Loader
	// Terminate is closed when a person asks a second time to stop.
	Terminate <-chan struct{}
}

type app struct {
	Process
	adopting bool   // take what is there into the state
	command  string // the subcommand
	report   string // file that the report of a run is written to as well
}

func (a *app) getenv(name string) string {
	value, _ := a.Lookup(name)
	return value
}

// Main runs the command and returns the exit code: 0 when it did what was
// asked, 1 when it failed, 2 when it was called in a way that cannot work, 130
// when a person stopped it, and what a command says of its own when it found something.
func Main(ctx context.Context, p Process, args []string) int {
	a := &app{Process: p}
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(p.Console.In)
	root.SetOut(p.Console.Out)
	root.SetErr(p.Console.Err)
	err := a.unread(root)
	ran := root
	if err == nil {
		ran, err = root.ExecuteContextC(ctx)
	}
	if err == nil {
		return 0
	}
	var ended *exitError
	if errors.As(err, &ended) {
		return ended.code
	}
	a.Console.Line("error: %s", unique(err.Error())+a.elsewhere(ran, err))
	var usage *environment.UsageError
	var unknown *layers.UnknownError
	switch {
	case errors.As(err, &usage), errors.As(err, &unknown):
		return 2
	case ctx.Err() != nil:
		return 130
	}
	return 1
}

// exitError ends the command with a code after it has said why.
type exitError struct{ code int }

// Error is for a reader of the code: the command has spoken.
func (e *exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// unique drops lines that were said before: layers share configuration, and so its faults.
func unique(text string) string {
	seen := map[string]bool{}
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" || !seen[line] {
			kept = append(kept, line)
		}
		seen[line] = true
	}
	return strings.Join(kept, "\n")
}

// commands are the constructors of all subcommands, in the order help lists them.
var commands = []func(*app) *cobra.Command{
	newInit, newAddService,
	newDeployAll, newPreviewAll, newDestroyAll, newRefreshAll, newOutputs, newDeployerPolicy, newBootstrapState,
	newDeploy, newPreview, newDestroy, newRefresh, newRecover, newDrift, newDoctor,
	newPush, newWebhook, newStart, newRebuild, newPromote, newRelease, newRollback, newHistory, newReplay, newStatus,
	newLogs, newGraph, newCall, newApprove, newReject, newStop, newFreeze, newThaw,
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "slipway",
		Short:         "Deploys a delivery pipeline in three layers",
		Version:       Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          known,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			a.command = cmd.Name()
		},
	}
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.SetFlagErrorFunc(unknownFlag)
	for _, construct := range commands {
		root.AddCommand(explain(a.complete(construct(a))))
	}
	return root
}

// target is the flag that every subcommand has. Make passes variables on as
// they are, in the environment, so that no shell has to quote them.
type target struct{ env string }

func (t *target) bind(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.env, "env", a.getenv("ENV"), "environment, such as local, dev or pr-42")
	cmd.Args = cobra.NoArgs
}

// layerTarget is the flags of a subcommand on one layer.
type layerTarget struct {
	target
	layer string
}

func (t *layerTarget) bind(a *app, cmd *cobra.Command) {
	t.target.bind(a, cmd)
	known := strings.Join(contract.LayerNames(), ", ")
	cmd.Flags().StringVar(&t.layer, "layer", a.getenv("LAYER"), "layer, one of "+known)
}

// check rejects the name of no layer before anything is opened.
func (t *layerTarget) check() error {
	if contract.IsLayer(t.layer) {
		return nil
	}
	return &layers.UnknownError{Name: t.layer, Known: contract.LayerNames()}
}
