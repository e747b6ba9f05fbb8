package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/layers"
	"slipway/scripts/plan"
	"slipway/scripts/report"
)

// reporting gives a subcommand the flag for a report of its own.
func (a *app) reporting(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.report, "report", a.getenv("REPORT"), "file that the report of this run is written to")
}

// keeper keeps what a run does.
type keeper struct {
	*app
	report.Report
	session  *session // nil as long as the environment is not open
	recorder *report.Recorder
	log      *report.Log
	commit   chan error
}

// keep begins a report. A file that was asked for and cannot be written is an error before
// anything is changed.
func (a *app) keep(ctx context.Context, env string) (*keeper, error) {
	began := a.Now()
	k := &keeper{
		app: a,
		Report: report.Report{
			Format:      1,
			Run:         report.Name(began, a.command),
			Command:     a.command,
			Environment: env,
			Version:     Version,
			Began:       began.UTC(),
			Result:      "stopped",
			Error:       "the run has not come to its end",
			Layers:      []report.Layer{},
			Stale:       []report.Stale{},
			NotLive:     map[string][]string{},
			Losses:      []plan.Loss{},
		},
		commit: make(chan error, 1),
	}
	if a.report != "" {
		a.report = a.absolute(a.report)
		if err := k.Write(a.report); err != nil {
			return nil, &environment.UsageError{Problem: fmt.Sprintf("REPORT is %q: %v", a.report, err)}
		}
	}
	go func() { // beside the run, for it takes Git a moment
		commit, uncommitted, err := plan.Commit(context.WithoutCancel(ctx), a.Root, a.Root)
		k.Commit, k.Uncommitted = commit, uncommitted != ""
		k.commit <- err
	}()
	return k, nil
}

// begin has the session tell the report what it does.
func (k *keeper) begin(s *session) {
	k.session = s
	k.Simulated, k.Account = s.env.Simulated, s.ownAccount()
	k.log = report.NewLog(filepath.Join(s.env.Runs(), k.Run+".log"), k.Now)
	k.recorder = report.Record(s.runner.Watch, k.log, k.Now)
	s.runner.Watch = k.recorder
}

// end writes the report. That it cannot be kept is told, and ends no run that has done what
// it was to do; that a file which was asked for cannot be written is an error.
func (k *keeper) end(ctx context.Context, did layers.Report, failed error) error {
	k.Seconds = k.Now().Sub(k.Began).Seconds()
	k.Result, k.Error = "done", ""
	if failed != nil {
		k.Result, k.Error = "failed", unique(failed.Error())
		if ctx.Err() != nil {
			k.Result = "stopped"
		}
	}
	unkept := <-k.commit
	if k.session != nil {
		unkept = errors.Join(unkept, k.store(context.WithoutCancel(ctx), did))
	}
	if unkept != nil {
		k.Console.Line("The report of this run is not whole: %v", unkept)
	}
	if failed != nil && k.EngineLog != "" {
		k.Console.Line("engine log: %s", k.EngineLog)
	}
	if k.report == "" {
		return failed
	}
	return errors.Join(failed, k.Write(k.report))
}

// store keeps the report among those of the environment's runs.
func (k *keeper) store(ctx context.Context, did layers.Report) error {
	outputs, unread := k.session.runner.Outputs(ctx)
	if k.Result == "failed" {
		unread = nil // a state that cannot be read is what its error tells
	}
	k.recorder.Fill(&k.Report, did, outputs)
	if folder := k.session.plan; folder != "" && k.Result == "done" {
		k.Plan = &report.Plan{Folder: folder}
		k.Plan.Digest, unread = plan.FileDigest(k.absolute(folder))
	}
	unlogged := k.log.Close()
	if k.EngineLog = k.log.File(); k.EngineLog != "" {
		k.EngineLog = k.session.env.Relative(k.EngineLog)
	}
	folder := k.session.env.Runs()
	err := errors.Join(unread, unlogged, k.Write(filepath.Join(folder, k.Run+".json")))
	if _, missing := os.Stat(folder); missing == nil {
		err = errors.Join(err, report.Prune(folder))
	}
	return err
}
