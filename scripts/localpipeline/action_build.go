package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/logs"
	"slipway/shared/naming"
)

// build runs the project's own buildspec, as it is deployed, on the source.
func (e *execution) build(
	ctx context.Context, stage account.Stage, configuration map[string]string,
) (ended result, err error) {
	project, err := e.run.env.View.Project(e.run.account, configuration["ProjectName"], "pipeline "+e.pipeline.Name)
	if err != nil {
		return result{}, err
	}
	env, err := e.variables(project, configuration)
	if err != nil {
		return result{}, err
	}
	if e.run.env.Limits.Builds == 0 {
		return result{
			failed: true,
			summary: fmt.Sprintf("AccountLimitExceededException: Cannot have more than %d builds in queue for the account",
				e.run.env.Limits.Builds),
		}, nil
	}
	return e.runProject(ctx, stage.Name, project, env)
}

// runProject runs a project's buildspec on the source.
func (e *execution) runProject(
	ctx context.Context, stage string, project account.Project, env map[string]string,
) (ended result, err error) {
	e.run.print(stage, "%s starts", project.Name)
	log := &buildLog{
		print: func(line string) { e.run.print(stage, "%s", line) },
		now:   e.run.clock.Now,
	}
	if err := log.open(); err != nil {
		return result{}, err
	}
	defer func() { err = errors.Join(err, log.close()) }()
	answering := &buildTools{
		run:        e.run,
		execution:  e,
		stage:      stage,
		repository: env["ECR_REPOSITORY_URI"],
		service:    env["SERVICE"],
		role:       project.ServiceRole,
	}
	tools, err := faketools.Start(ctx, filepath.Join(e.scratch, project.Name, "tools"), names, func(
		ctx context.Context, call faketools.Call,
	) faketools.Answer {
		log.read()
		return answering.answer(ctx, call)
	})
	if err != nil {
		return result{}, err
	}
	defer func() { err = errors.Join(err, tools.Close()) }()
	built, err := buildspec.Run(ctx, buildspec.Spec{
		YAML: []byte(project.Source.Buildspec),
		Env:  env,
		Dir:  e.source,
		Bin:  tools.Bin(),
		Out:  log.in,
	})
	if err != nil {
		return result{}, fmt.Errorf("run build %s: %w", project.Name, err)
	}
	log.end()
	ended = result{id: project.Name + ":" + e.id, exported: built.Exported}
	if err := e.keep(project.Name, log); err != nil {
		return result{}, err
	}
	if built.Succeeded() {
		return ended, nil
	}
	ended.failed, ended.summary = true, log.last
	for _, line := range log.tail {
		e.run.env.Console.Line("        | %s", line)
	}
	for _, phase := range built.Phases {
		if phase.Status == buildspec.Failed && ended.summary == "" {
			ended.summary = fmt.Sprintf("phase %s: %s", phase.Name, phase.Failure)
		}
	}
	return ended, nil
}

// keep puts the log of a build into the project's log group, as CodeBuild does.
func (e *execution) keep(project string, log *buildLog) error {
	for i := range log.events {
		log.events[i].Stream = e.id
	}
	group := string(naming.CodeBuildLogs) + project
	return logs.Append(e.run.env.View.Store, e.run.account, group, log.events...)
}

// environment is the project's variables, the action's, and those that CodeBuild
// sets (CodeBuild user guide, build-env-ref-env-vars).
func (e *execution) variables(project account.Project, configuration map[string]string) (map[string]string, error) {
	env := project.Variables()
	if text := configuration["EnvironmentVariables"]; text != "" {
		var given []struct{ Name, Value string }
		if err := json.Unmarshal([]byte(text), &given); err != nil {
			return nil, fmt.Errorf("read variables of %s: %w", project.Name, err)
		}
		for _, variable := range given {
			env[variable.Name] = variable.Value
		}
	}
	maps.Copy(env, map[string]string{
		"AWS_REGION":                        e.run.region,
		"AWS_DEFAULT_REGION":                e.run.region,
		"CODEBUILD_RESOLVED_SOURCE_VERSION": e.exported["Source"]["CommitId"],
		"CODEBUILD_INITIATOR":               "codepipeline/" + e.pipeline.Name,
		"CODEBUILD_BUILD_ID":                project.Name + ":" + e.id,
	})
	return env, nil
}
