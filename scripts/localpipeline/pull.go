package localpipeline

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localpipeline/github"
	"slipway/scripts/operate/history"
)

// PullFaults are the faults of a pull request, which is built and tested and no more.
var PullFaults = []string{"build", "test"}

// reported are how GitHub shows a build that ended (GitHub REST API, commit statuses).
var reported = map[bool]string{true: "success", false: "failure"}

// PullRequest has a pull request built and tested by the project that GitHub tells of it.
// The change's branch is the one that it is to be merged into.
func (env Environment) PullRequest(ctx context.Context, number int, change Change) error {
	r, err := env.begin(change.Service, change.Fault)
	if err != nil {
		return err
	}
	pipeline, err := r.env.View.Pipeline(r.account, r.outputs.Name)
	if err != nil {
		return err
	}
	push, err := r.commit(pipeline, change)
	if err != nil {
		return err
	}
	project, takes, err := r.pulls(push)
	if err != nil {
		return err
	}
	r.print("Pull request", "#%d, commit %.12s, into %s of %s: %s", number, push.Commit, push.Branch, push.Repository,
		strings.Join(push.Paths, ", "))
	if !takes {
		source := pipeline.Stages[0].Actions[0].Configuration
		env.Console.Line("Nothing is built: the webhook of %s takes pull requests to %s of %s, of the service's files.",
			project.Name, source["BranchName"], source["FullRepositoryId"])
		return nil
	}
	before, err := r.kept(project.Variables()["SERVICE"])
	if err != nil {
		return err
	}
	ended, err := r.pull(ctx, number, pipeline, project, push)
	if err != nil {
		return err
	}
	after, err := r.kept(project.Variables()["SERVICE"])
	if err != nil {
		return err
	}
	if before != after {
		return fmt.Errorf("the build of a pull request has changed something: before there was %s; now there is %s", before,
			after)
	}
	env.Console.Line("Nothing was pushed or released; as before there is %s.", after)
	if ended.failed {
		return fmt.Errorf("GitHub shows the check of #%d as failed: %s", number, ended.summary)
	}
	return nil
}

// pulls is the project that builds pull requests of the service, and whether its webhook
// takes this one.
func (r *run) pulls(push github.Push) (project account.Project, takes bool, err error) {
	hooks, err := r.env.View.Hooks(r.account)
	if err != nil {
		return project, false, err
	}
	for _, hook := range hooks {
		found, err := r.env.View.Project(r.account, hook.ProjectName, "webhook")
		if err != nil {
			return project, false, err
		}
		if found.Source.BuildStatusConfig.Context != "slipway/"+r.env.Name+"/"+r.service {
			continue // of another service or environment
		}
		takes, err = hook.Takes(account.Pulled{
			Event:   "PULL_REQUEST_CREATED",
			BaseRef: "refs/heads/" + push.Branch,
			Files:   push.Paths,
		})
		return found, takes, err
	}
	return project,
		false, fmt.Errorf("no pull request of %s is built in %s: set slipway-delivery:pullRequests to true in "+
			"stacks/delivery/Pulumi.%s.yaml, and run `make deploy-all ENV=%s`", r.service, r.env.Name, r.env.Name, r.env.Name)
}

// pull runs the project's buildspec on the pull request, and prints what GitHub is told.
func (r *run) pull(
	ctx context.Context, number int, pipeline account.Pipeline, project account.Project, push github.Push,
) (ended result, err error) {
	scratch, clean, err := scratch()
	if err != nil {
		return result{}, err
	}
	defer clean()
	id, err := newID(r.env.Random)
	if err != nil {
		return result{}, err
	}
	e := &execution{
		run:      r,
		id:       id,
		pipeline: pipeline,
		started: start{
			id:     id,
			commit: push.Commit,
		},
		push:     push,
		attempt:  1,
		scratch:  scratch,
		exported: variables{"Source": {"CommitId": push.Commit}},
	}
	if _, err := e.fetch(ctx, account.Stage{Name: "Source"}, pipeline.Stages[0].Actions[0].Configuration); err != nil {
		return result{}, err
	}
	env, err := e.variables(project, nil)
	if err != nil {
		return result{}, err
	}
	maps.Copy(env, map[string]string{ // CodeBuild user guide, build-env-ref-env-vars
		"CODEBUILD_INITIATOR":        "GitHub-Hookshot/simulated",
		"CODEBUILD_SOURCE_VERSION":   fmt.Sprintf("pr/%d", number),
		"CODEBUILD_WEBHOOK_TRIGGER":  fmt.Sprintf("pr/%d", number),
		"CODEBUILD_WEBHOOK_EVENT":    "PULL_REQUEST_CREATED",
		"CODEBUILD_WEBHOOK_BASE_REF": "refs/heads/" + push.Branch,
	})
	r.status(project, push, "pending")
	ended, err = e.runProject(ctx, "Pull request", project, env)
	if err == nil {
		r.status(project, push, reported[!ended.failed])
	}
	return ended, err
}

// status prints the commit status that CodeBuild reports to GitHub.
func (r *run) status(project account.Project, push github.Push, state string) {
	if !project.Source.ReportBuildStatus {
		r.print("GitHub", "%s reports nothing", project.Name)
		return
	}
	r.print("GitHub", "commit %.12s, status %s: %s", push.Commit, project.Source.BuildStatusConfig.Context, state)
}

// kept says what there is that only a push may change.
func (r *run) kept(service string) (string, error) {
	repository := path.Base(r.outputs.RepositoryURI)
	images, err := r.env.Images.Images(r.account, repository)
	if err != nil {
		return "", err
	}
	live, err := r.env.View.Live(r.outputs.FunctionArn, "the delivery layer")
	if err != nil {
		return "", err
	}
	rows, err := r.history().All()
	if err != nil {
		return "", fmt.Errorf("read history: %w", err)
	}
	mine := slices.DeleteFunc(rows, func(row history.Row) bool { return row["service"] != service })
	return fmt.Sprintf("%d images in %s, version %s live and %d rows in the history", len(images), repository,
		live.Version, len(mine)), nil
}
