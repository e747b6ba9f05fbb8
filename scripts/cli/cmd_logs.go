package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/logs"
	"slipway/shared/config"
)

type logsOptions struct {
	*app
	serviceTarget
	of, since, execution string
	json, follow         bool
}

// writers are the parts of a service that write a log.
var writers = []string{"build", "test", "release", "function"}

func newLogs(a *app) *cobra.Command {
	o := &logsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "logs",
		Short: "Print what a service's last build, test or release, or its function has written",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.of, "of", a.getenv("OF"), "one of "+strings.Join(writers, ", ")+"; default function")
	flags.StringVar(&o.since, "since", a.getenv("SINCE"),
		"how far back, such as 30m, 12h or 7d, or a time such as 2026-11-26T17:41:00Z; default 1h of a function, all else")
	flags.StringVar(&o.execution, "execution", a.getenv("EXECUTION"),
		"the build or release by the begin of its id; default the last one")
	flags.BoolVar(&o.follow, "follow", a.getenv("FOLLOW") == "1", "print what is written until it is stopped")
	flags.BoolVar(&o.json, "json", a.getenv("JSON") == "1", "as one JSON object")
	return cmd
}

// recent is how far back the log of a function is read unless it is said.
const recent = time.Hour

func (o *logsOptions) run(ctx context.Context) error {
	from, err := o.check()
	if err != nil {
		return err
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		reader, err := s.log(ctx, service, o.of, o.execution)
		if err != nil {
			return err
		}
		if o.follow {
			return logs.Follow(ctx, reader, from, between, func(lines []logs.Line) error {
				return logs.Print(o.Console.Out, lines)
			})
		}
		log, err := reader.Read(ctx, from)
		if err != nil {
			return err
		}
		return o.tell(s.env.Name, service, from, log)
	})
}

// check rejects what cannot be read, and says from when on it is.
func (o *logsOptions) check() (from time.Time, err error) {
	if o.of == "" {
		o.of = "function"
	}
	if !slices.Contains(writers, o.of) {
		return from, &environment.UsageError{
			Problem: fmt.Sprintf("OF is %q: one of %s%s", o.of, strings.Join(writers, ", "), config.Meant(o.of, writers)),
		}
	}
	if o.follow && o.json {
		return from, &environment.UsageError{
			Problem: "FOLLOW=1 has no end, and JSON=1 prints one object: leave out one of them",
		}
	}
	if o.execution != "" && o.of == "function" {
		return from, &environment.UsageError{
			Problem: "EXECUTION names a build or a release: say which with OF=build, OF=test or OF=release",
		}
	}
	if o.since == "" && o.of != "function" {
		return from, nil
	}
	if at, err := time.Parse(time.RFC3339, o.since); err == nil {
		return at, nil
	}
	back, err := duration(o.since)
	if err != nil || back <= 0 {
		return from, &environment.UsageError{
			Problem: fmt.Sprintf("SINCE is %q: how far back, such as 30m, 12h or 7d, or a time such as 2026-11-26T17:41:00Z",
				o.since),
		}
	}
	return o.Now().Add(-back), nil
}

// duration reads one of minutes, hours or days.
func duration(text string) (time.Duration, error) {
	if text == "" {
		return recent, nil
	}
	if days, are := strings.CutSuffix(text, "d"); are {
		n, err := strconv.Atoi(days)
		return time.Duration(n) * 24 * time.Hour, err
	}
	return time.ParseDuration(text)
}

// tell prints the log, or says that there is none.
func (o *logsOptions) tell(env, service string, from time.Time, log logs.Log) error {
	if o.json {
		text, err := json.MarshalIndent(struct {
			Environment string      `json:"environment"`
			Service     string      `json:"service"`
			Of          string      `json:"of"`
			Source      string      `json:"source,omitempty"`
			Lines       []logs.Line `json:"lines"`
		}{env, service, o.of, log.Of, append([]logs.Line{}, log.Lines...)}, "", "  ")
		if err != nil {
			return fmt.Errorf("encode log: %w", err)
		}
		o.Console.Print("%s", text)
		return nil
	}
	switch {
	case log.Of == "" && o.execution != "":
		o.Console.Line("No %s of %s whose id begins with %s has written anything.", o.of, service, o.execution)
	case log.Of == "":
		o.Console.Line("No %s of %s has written anything.", o.of, service)
	case len(log.Lines) == 0:
		o.Console.Line("%s has nothing since %s; SINCE=7d reads a week.", log.Of, from.UTC().Format(time.RFC3339))
	default:
		o.Console.Line("%s", log.Of)
	}
	return logs.Print(o.Console.Out, log.Lines)
}
