package account

// Pipeline is a deployed pipeline.
type Pipeline struct {
	Name, Arn     string
	Stages        []Stage
	ExecutionMode string // SUPERSEDED or QUEUED
	// Triggers are the connection's own detection of pushes; none when a rule starts it.
	Triggers []Trigger `json:"triggers"`
	// Variables are what an execution may be started with.
	Variables []struct{ Name, DefaultValue string }
}

// Asks reports whether a person is told of its approvals.
func (p Pipeline) Asks() bool {
	for _, stage := range p.Stages {
		for _, action := range stage.Actions {
			if action.Configuration["NotificationArn"] != "" {
				return true
			}
		}
	}
	return false
}

// Stage is one of its stages.
type Stage struct {
	Name      string
	Actions   []Action
	OnFailure struct {
		Result             string // RETRY: it is tried once more
		RetryConfiguration struct{ RetryMode string }
	}
}

// Action is one action of a stage.
type Action struct {
	Name, Namespace, Category, Owner, Provider, Version string
	Configuration                                       map[string]string
}

// Trigger is what a connection starts the pipeline on.
type Trigger struct {
	GitConfiguration struct {
		SourceActionName string
		Pushes           []struct{ Branches, FilePaths struct{ Includes []string } }
	}
}

// Pipeline reads the pipeline with the name.
func (v View) Pipeline(account, name string) (Pipeline, error) {
	p, found, err := get[Pipeline](v, account, "aws:codepipeline/pipeline:Pipeline", name)
	if err == nil && !found {
		err = &MissingError{
			What:    "pipeline",
			Name:    name,
			NamedBy: "the delivery layer",
		}
	}
	return p, err
}

// Project is a deployed CodeBuild project.
type Project struct {
	Name, Arn, ServiceRole string

	Environment struct {
		EnvironmentVariables []struct{ Name, Value string }
	}
	Source struct {
		Buildspec         string
		ReportBuildStatus bool
		BuildStatusConfig struct{ Context string }
	}
}

// Project reads the build project with the name.
func (v View) Project(account, name, by string) (Project, error) {
	found, err := list(v, account, "aws:codebuild/project:Project", func(p Project) bool { return p.Name == name })
	if err != nil {
		return Project{}, err
	}
	if len(found) == 0 {
		return Project{}, &MissingError{
			What:    "build project",
			Name:    name,
			NamedBy: by,
		}
	}
	return found[0], nil
}

// Variables are the project's environment.
func (p Project) Variables() map[string]string {
	all := map[string]string{}
	for _, variable := range p.Environment.EnvironmentVariables {
		all[variable.Name] = variable.Value
	}
	return all
}
