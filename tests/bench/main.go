// Command bench measures slipway on this machine and writes docs/performance.md: against
// a stock pulumi on the same provider and the same kind of state, with slow calls, at
// many sizes, beside itself, after an edit, and the functions that run most. Each part
// stands under a heading of its own, so that one can be measured anew.
//
// It measures commands from outside, as processes. What holds on every machine, such as
// how often a state is saved, is a test and not here.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// bench is what the parts share.
type bench struct {
	root, work string // the checkout that is measured, and where all is put
	rounds     int
	services   []int
}

// part is one section of the page.
type part struct {
	name, title string
	measure     func(context.Context, *bench) (string, error)
}

var parts = []part{
	{"stock", "Against plain `pulumi up`", against},
	{"latency", "With slow calls", slow},
	{"sizes", "From 1 service to 100", sizes},
	{"many", "Many environments at once", many},
	{"edit", "From an edit to its preview", edit},
	{"functions", "The functions that run most", functions},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	root := flag.String("root", ".", "the checkout whose command is measured, built with make")
	only := flag.String("parts", "", "the parts to measure, separated by commas; all without it")
	rounds := flag.Int("rounds", 3, "how often a figure is taken where figures are compared")
	services := flag.String("services", "1,3,10,30,100", "the sizes of environments")
	flag.Parse()
	b := &bench{rounds: *rounds}
	var err error
	if b.root, err = filepath.Abs(*root); err != nil {
		return err
	}
	for text := range strings.SplitSeq(*services, ",") {
		var n int
		if _, err := fmt.Sscan(text, &n); err != nil || n < 1 {
			return fmt.Errorf("-services=%s: want whole numbers above 0, separated by commas", *services)
		}
		b.services = append(b.services, n)
	}
	if b.work, err = os.MkdirTemp("", "slipway-bench"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.work) }()
	page := filepath.Join(b.root, "docs", "performance.md")
	for _, p := range parts {
		if *only != "" && !strings.Contains(","+*only+",", ","+p.name+",") {
			continue
		}
		fmt.Fprintln(os.Stderr, "measuring:", p.title)
		text, err := p.measure(ctx, b)
		if err != nil {
			return fmt.Errorf("measure %s: %w", p.name, err)
		}
		if err := errors.Join(ctx.Err(), write(page, p, text)); err != nil {
			return err
		}
	}
	return nil
}
