package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"

	"slipway/scripts/iostreams"
	"slipway/scripts/iostreams/unasked"
	"slipway/scripts/langhost"
)

// Run is the command in the process it is started in: its streams, variables,
// signals and folder, with the layers' programs beside its own file. It returns
// the exit code.
func Run() int {
	unasked.Done()
	root, err := checkout()
	self, unknown := os.Executable()
	if err := errors.Join(err, unknown); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		return 2
	}
	ctx, stop := context.WithCancel(context.Background())
	c := &iostreams.Console{
		In: os.Stdin,
		Out: &iostreams.Outlet{
			To:   os.Stdout,
			Gone: stop,
		},
		Err: &iostreams.Outlet{
			To:   os.Stderr,
			Gone: stop,
		},
		Terminal: isatty.IsTerminal(os.Stdin.Fd()) && isatty.IsTerminal(os.Stderr.Fd()),
		Width:    columns,
		Yes:      os.Getenv("YES") == "1",
	}
	if !c.Terminal || os.Getenv("TERM") == "dumb" {
		defer c.BreakSilence()()
	}
	programs := langhost.NewCommand(filepath.Join(filepath.Dir(self), "programs"), os.Stderr)
	defer func() { _ = programs.Close() }()
	return Main(ctx, Process{
		Console:   c,
		Programs:  programs,
		Root:      root,
		Lookup:    os.LookupEnv,
		Setenv:    os.Setenv,
		Now:       time.Now,
		Terminate: stops(stop, c),
	}, os.Args[1:])
}

// columns is how wide the terminal is, which may change while a run goes on.
func columns() int {
	width, _, err := term.GetSize(int(os.Stderr.Fd()))
	if err != nil {
		return 0
	}
	return width
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
