package localpipeline

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/events"
	"slipway/scripts/localpipeline/github"
)

// Change is what is pushed. All but the service have defaults.
type Change struct {
	Service string
	// Repository is as GitHub writes it, which may be in other letters than the setting.
	Repository string
	Branch     string   // the pipeline's own
	Commit     string   // a new one
	Message    string   // says that the push is simulated
	Paths      []string // a file of the service
	Fault      string   // one of Faults; "" for none
	// Delivery is that of an earlier push, which GitHub delivers again; "" for a new one.
	Delivery string
}

// FailedError is a pipeline execution that did not succeed.
type FailedError struct{ Pipeline, Stage, Reason string }

// Error says where and why.
func (e *FailedError) Error() string {
	return fmt.Sprintf("%s failed in %s: %s", e.Pipeline, e.Stage, e.Reason)
}

// Push takes the change as far as the pipeline does. It is not an error if nothing
// starts because no rule matches the change.
func (env Environment) Push(ctx context.Context, change Change) error {
	r, err := env.begin(change.Service, change.Fault)
	if err != nil {
		return err
	}
	r.unattended = change.Fault == "wait"
	pipeline, err := r.env.View.Pipeline(r.account, r.outputs.Name)
	if err != nil {
		return err
	}
	if change.Fault == "reject" && !pipeline.Asks() {
		return fmt.Errorf("FAULT=reject: nobody is asked in %s, whose setting approval is automatic; "+
			"FAULT=wait has its approval unanswered", r.env.Name)
	}
	push, err := r.commit(pipeline, change)
	if err != nil {
		return err
	}
	if err := r.delay(ctx, pipeline.Name, change.Delivery); err != nil {
		return err
	}
	r.print("Push", "commit %.12s to %s of %s: %s", push.Commit, push.Branch, push.Repository,
		strings.Join(push.Paths, ", "))
	if err := r.trigger(ctx, pipeline, push); err != nil {
		return err
	}
	r.bus.Now = r.clock.Now
	if r.untaken {
		if err := r.rings("not all rules that start pipelines are there"); err != nil {
			return err
		}
	}
	i := slices.IndexFunc(r.starts, func(s start) bool { return s.pipeline == pipeline.Name })
	for _, s := range r.starts {
		if s.pipeline != pipeline.Name {
			r.print("Pipeline", "%s starts as well, which is not simulated", s.pipeline)
		}
	}
	switch {
	case i >= 0:
		return r.execute(ctx, pipeline, r.starts[i], push)
	case r.unstarted > 0:
		return r.notStarted(push.Commit)
	case r.known != "":
		r.print("Pipeline", "nothing starts: execution %s was started for that delivery", r.known)
		return nil
	case r.untaken:
		return fmt.Errorf("no rule started %s: `make webhook ENV=%s` says what is wrong with it, and `make start ENV=%s "+
			"SERVICE=%s COMMIT=%s` starts it", pipeline.Name, r.env.Name, r.env.Name, r.service, push.Commit)
	case change.Branch == "" && change.Paths == nil:
		return fmt.Errorf("the push started nothing, although it is one for %s: run `make deploy-all ENV=%s`", pipeline.Name,
			r.env.Name)
	}
	source := pipeline.Stages[0].Actions[0].Configuration
	_, folder, err := r.place(pipeline)
	if folder != "" {
		folder = ", changes below " + folder
	}
	r.env.Console.Line("Nothing starts: no rule of %s is there for such a push. Delivered is the branch %s of %s%s.",
		change.Service, source["BranchName"], source["FullRepositoryId"], folder)
	return err
}

// commit makes what is pushed, with what the pipeline's source action is for.
func (r *run) commit(pipeline account.Pipeline, change Change) (github.Push, error) {
	source := pipeline.Stages[0].Actions[0].Configuration
	push := github.Push{
		Repository: source["FullRepositoryId"],
		Branch:     change.Branch,
		Commit:     change.Commit,
		Message:    change.Message,
		Paths:      change.Paths,
		At:         r.clock.Now(),
		Delivery:   change.Delivery,
	}
	if change.Repository != "" {
		push.Repository = change.Repository
	}
	if push.Branch == "" {
		push.Branch = source["BranchName"]
	}
	if push.Message == "" {
		push.Message = "Simulate a change of " + r.service
	}
	if push.Paths == nil {
		_, folder, err := r.place(pipeline)
		if err != nil {
			return push, err
		}
		push.Paths = []string{path.Join(folder, "src/handler.js")}
	}
	var err error
	if push.Delivery == "" {
		push.Delivery, err = newID(r.env.Random) // GitHub's is a GUID as well
	}
	if err == nil && push.Commit == "" {
		push.Commit, err = github.NewCommit(r.env.Random)
	}
	return push, err
}

// place is the service and its folder in the repository, as its build project has them.
func (r *run) place(pipeline account.Pipeline) (service, folder string, err error) {
	for _, stage := range pipeline.Stages {
		for _, action := range stage.Actions {
			if name := action.Configuration["ProjectName"]; name != "" {
				project, err := r.env.View.Project(r.account, name, "pipeline "+pipeline.Name)
				variables := project.Variables()
				return variables["SERVICE"], variables["SERVICE_PATH"], err
			}
		}
	}
	return "", "", nil
}

// trigger brings the push to whatever starts pipelines.
func (r *run) trigger(ctx context.Context, pipeline account.Pipeline, push github.Push) error {
	if r.env.Outputs.WebhookURL == "" {
		return r.detect(pipeline, push)
	}
	matched, err := r.call(ctx, push)
	if err != nil {
		return err
	}
	for _, m := range matched {
		r.print("Rule", "%s matches", m.Rule.Name)
	}
	return nil
}

// detect is the connection's own trigger.
func (r *run) detect(pipeline account.Pipeline, push github.Push) error {
	for _, one := range pipeline.Triggers {
		for _, filter := range one.GitConfiguration.Pushes {
			if fits(filter.Branches.Includes, push.Branch) && slices.ContainsFunc(push.Paths, func(p string) bool {
				return fits(filter.FilePaths.Includes, p)
			}) {
				r.print("Connection", "the filter of %s matches", pipeline.Name)
				_, err := r.enters(codepipeline.Start{Pipeline: pipeline.Name, Commit: push.Commit},
					trigger{"WebhookV2", pipeline.Arn})
				return err
			}
		}
	}
	return nil
}

// fits reports whether one of the patterns takes the text; no pattern takes all.
// Patterns here are whole words or end in **.
func fits(patterns []string, text string) bool {
	return len(patterns) == 0 || slices.ContainsFunc(patterns, func(pattern string) bool {
		prefix, open := strings.CutSuffix(pattern, "**")
		return text == pattern || open && strings.HasPrefix(text, prefix)
	})
}

// alarmed prints the alarms that count a rule's matches.
func (r *run) alarmed(matched []events.Match) error {
	for _, m := range matched {
		if m.Targets > 0 {
			continue
		}
		if err := r.ring("RuleName", m.Rule.Name); err != nil {
			return err
		}
	}
	return nil
}

// ring prints the alarms on a dimension's value.
func (r *run) ring(dimension, value string) error {
	alarms, err := r.env.View.AlarmsOn(r.account, dimension, value)
	for _, alarm := range alarms {
		for _, topic := range alarm.AlarmActions {
			r.print("Alarm", "%s fires and notifies %s", alarm.Name, account.LastOf(topic))
		}
	}
	return err
}
