package localpipeline

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/events"
	"slipway/scripts/localpipeline/github"
)

// Change is what is pushed. All but the service have defaults.
type Change struct {
	Service string
	Branch  string   // the pipeline's own
	Commit  string   // a new one
	Message string   // says that it is a rehearsal
	Paths   []string // a file of the service
	Fault   string   // one of Faults; "" for none
}

// FailedError is a pipeline execution that did not succeed.
type FailedError struct{ Pipeline, Stage, Reason string }

// Error says where and why.
func (e *FailedError) Error() string {
	return fmt.Sprintf("%s failed in %s: %s", e.Pipeline, e.Stage, e.Reason)
}

// Push walks the change as far as the pipeline takes it. Nothing starting is no
// error when the change is one that no rule is there for.
func (h House) Push(ctx context.Context, change Change) error {
	w, err := h.begin(change.Service, change.Fault)
	if err != nil {
		return err
	}
	pipeline, err := w.View.Pipeline(w.account, w.text(change.Service+".pipelineName"))
	if err != nil {
		return err
	}
	push, err := w.commit(pipeline, change)
	if err != nil {
		return err
	}
	w.tell("Push", "commit %.12s to %s of %s: %s", push.Commit, push.Branch, push.Repository, strings.Join(push.Paths, ", "))
	if err := w.trigger(ctx, pipeline, push); err != nil {
		return err
	}
	i := slices.IndexFunc(w.starts, func(s start) bool { return s.pipelineArn == pipeline.Arn })
	for _, s := range w.starts {
		if s.pipelineArn != pipeline.Arn {
			w.tell("Rule", "%s starts %s as well, which is not walked here", s.rule, account.LastOf(s.pipelineArn))
		}
	}
	switch {
	case i >= 0:
		return w.execute(ctx, pipeline, w.starts[i], push)
	case change.Branch == "" && change.Paths == nil:
		return fmt.Errorf("the push started nothing, although it is one for %s: run `make deploy-all ENV=%s`", pipeline.Name, w.Env)
	}
	w.Console.Line("Nothing starts: no rule of %s is there for such a push.", change.Service)
	return nil
}

// commit makes what is pushed, with what the pipeline's source action is for.
func (w *walk) commit(pipeline account.Pipeline, change Change) (github.Push, error) {
	source := pipeline.Stages[0].Actions[0].Configuration
	push := github.Push{
		Repository: source["FullRepositoryId"], Branch: change.Branch, Commit: change.Commit, Message: change.Message, Paths: change.Paths, At: w.clock.Now(),
	}
	if push.Branch == "" {
		push.Branch = source["BranchName"]
	}
	if push.Message == "" {
		push.Message = "Rehearse a change of " + w.service
	}
	if push.Paths == nil {
		folder, err := w.folder(pipeline)
		if err != nil {
			return push, err
		}
		push.Paths = []string{path.Join(folder, "src/handler.js")}
	}
	var err error
	if push.Commit == "" {
		push.Commit, err = github.NewCommit(w.Random)
	}
	return push, err
}

// folder is the service's in the repository, as its build project has it.
func (w *walk) folder(pipeline account.Pipeline) (string, error) {
	for _, stage := range pipeline.Stages {
		for _, action := range stage.Actions {
			if name := action.Configuration["ProjectName"]; name != "" {
				project, err := w.View.Project(w.account, name, "pipeline "+pipeline.Name)
				return project.Variables()["SERVICE_PATH"], err
			}
		}
	}
	return "", nil
}

// trigger brings the push to whatever starts pipelines.
func (w *walk) trigger(ctx context.Context, pipeline account.Pipeline, push github.Push) error {
	if w.text("webhookUrl") == "" {
		w.detect(pipeline, push)
		return nil
	}
	matched, err := w.call(ctx, push)
	if err != nil {
		return err
	}
	for _, m := range matched {
		w.tell("Rule", "%s matches", m.Rule.Name)
	}
	return nil
}

// detect is the connection's own trigger.
func (w *walk) detect(pipeline account.Pipeline, push github.Push) {
	for _, trigger := range pipeline.Triggers {
		for _, filter := range trigger.GitConfiguration.Pushes {
			if fits(filter.Branches.Includes, push.Branch) && slices.ContainsFunc(push.Paths, func(p string) bool { return fits(filter.FilePaths.Includes, p) }) {
				w.tell("Connection", "the filter of %s matches", pipeline.Name)
				w.starts = append(w.starts, start{pipelineArn: pipeline.Arn, commit: push.Commit, rule: "WebhookV2"})
				return
			}
		}
	}
}

// fits tells whether one of the patterns takes the text; no pattern takes all.
// Patterns here are whole words or end in **.
func fits(patterns []string, text string) bool {
	return len(patterns) == 0 || slices.ContainsFunc(patterns, func(pattern string) bool {
		prefix, open := strings.CutSuffix(pattern, "**")
		return text == pattern || open && strings.HasPrefix(text, prefix)
	})
}

// alarmed tells of alarms that count a rule's matches.
func (w *walk) alarmed(matched []events.Match) error {
	for _, m := range matched {
		if m.Targets > 0 {
			continue
		}
		alarms, err := w.View.AlarmsOn(w.account, "RuleName", m.Rule.Name)
		if err != nil {
			return err
		}
		for _, alarm := range alarms {
			for _, topic := range alarm.AlarmActions {
				w.tell("Alarm", "%s fires and tells %s", alarm.Name, account.LastOf(topic))
			}
		}
	}
	return nil
}
