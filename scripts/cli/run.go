package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"

	"slipway/scripts/iostreams"
	"slipway/scripts/langhost"
)

// Run is the command in the process it is started in: its streams, variables,
// signals and folder, with the layers' programs beside its own file. It returns
// the exit code.
func Run() int {
	root, err := checkout()
	self, unknown := os.Executable()
	if err := errors.Join(err, unknown); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		return 2
	}
	c := &iostreams.Console{
		In:       os.Stdin,
		Out:      os.Stdout,
		Err:      os.Stderr,
		Terminal: isatty.IsTerminal(os.Stdin.Fd()) && isatty.IsTerminal(os.Stderr.Fd()),
		Yes:      os.Getenv("YES") == "1",
	}
	programs := langhost.NewCommand(filepath.Join(filepath.Dir(self), "programs"), os.Stderr)
	defer func() { _ = programs.Close() }()
	ctx, terminate := interruptible(c)
	return Main(ctx, Process{
		Console:   c,
		Programs:  programs,
		Root:      root,
		Lookup:    os.LookupEnv,
		Setenv:    os.Setenv,
		Now:       time.Now,
		Terminate: terminate,
	}, os.Args[1:])
}

// checkout is the nearest folder, from here upward, that holds the workspace.
func checkout() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find checkout: %w", err)
	}
	for folder := start; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.work")); err == nil {
			return folder, nil
		}
		if folder == filepath.Dir(folder) {
			return "", fmt.Errorf("find checkout: no go.work in %s or above it", start)
		}
	}
}

// interruptible gives a context that the first interrupt cancels and a channel
// that the second one closes. A third ends the process there and then.
func interruptible(c *iostreams.Console) (context.Context, <-chan struct{}) {
	ctx, cancel := context.WithCancel(context.Background())
	terminate := make(chan struct{})
	signals := make(chan os.Signal, 3)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		c.Line("\nStopping: what is under way finishes and is saved. Interrupt again to stop at once.")
		cancel()
		<-signals
		c.Line("\nStopping at once.")
		close(terminate)
		<-signals
		os.Exit(130)
	}()
	return ctx, terminate
}
