// Package world loads what a release changes in a simulated account, the function,
// its versions, alias, images and deployment group, into the model that state
// machines run against, and writes the changes of a release back.
//
// Which function, alias, group, alarm and repository those are is read from the
// deployed definition of the release machine.
//
// What must not be here: the steps of a release, which are in the machine, and how
// the services behave, which is in the model.
package world

import (
	"fmt"

	"slipway/scripts/asl"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/services"
)

// World is one service's production, loaded.
type World struct {
	*services.World
	// Owner is the account of the function, Home that of the machine and the images.
	Owner, Home string
	// Alarm is the alarm that forbids and stops a release.
	Alarm string

	view     account.View
	images   *registry.Registry
	aliasArn string
	tags     map[string]bool
}

// Load reads the world of a release machine.
func Load(view account.View, images *registry.Registry, machine account.Machine, clock asl.Clock) (*World, error) {
	w := &World{view: view, images: images, Home: account.OwnerOf(machine.Arn), tags: map[string]bool{}}
	by := "state machine " + machine.Name
	tasks := map[string]account.Task{}
	for _, action := range []string{"lambda:getAlias", "codedeploy:createDeployment", "cloudwatch:describeAlarms", "ecr:batchGetImage"} {
		task, err := machine.Task(action)
		if err != nil {
			return nil, err
		}
		tasks[action] = task
	}
	role := tasks["lambda:getAlias"].Credentials.RoleArn
	w.Owner = account.OwnerOf(role)
	w.World = &services.World{Clock: clock, DeployerRole: role}
	if err := w.loadFunction(tasks["lambda:getAlias"], by); err != nil {
		return nil, err
	}
	if err := w.loadGroup(tasks["codedeploy:createDeployment"], by); err != nil {
		return nil, err
	}
	w.Alarm = tasks["cloudwatch:describeAlarms"].First("AlarmNames")
	there, err := view.Alarm(w.Owner, w.Alarm)
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, &account.MissingError{What: "alarm", Name: w.Alarm, NamedBy: by}
	}
	w.Alarms = map[string]string{w.Alarm: "OK"}
	return w, w.loadImages(tasks["ecr:batchGetImage"].Text("RepositoryName"))
}

func (w *World) loadFunction(task account.Task, by string) error {
	name, alias := task.Text("FunctionName"), task.Text("Name")
	f, err := w.view.Function(w.Owner, name, by)
	if err != nil {
		return err
	}
	at, err := w.view.Alias(w.Owner, name, alias, by)
	if err != nil {
		return err
	}
	published, err := w.view.Versions(w.Owner, name)
	if err != nil {
		return err
	}
	versions := map[string]string{}
	for _, version := range published {
		versions[version.Version] = version.Digest()
	}
	w.aliasArn = at.Arn
	w.Function = services.Deployed(name, alias, f.Repository(), f.Digest(), versions, at.FunctionVersion, at.RoutingConfig.AdditionalVersionWeights)
	w.Function.UpdateTakes, w.Function.PublishTakes = updateTakes, publishTakes
	if w.Function.Versions[at.FunctionVersion] == nil {
		return fmt.Errorf("alias %s of %s is on version %s, which was never published", alias, name, at.FunctionVersion)
	}
	return nil
}

func (w *World) loadGroup(task account.Task, by string) error {
	g, err := w.view.Group(w.Owner, task.Text("ApplicationName"), task.Text("DeploymentGroupName"), by)
	if err != nil {
		return err
	}
	pace, err := paceOf(g.DeploymentConfigName)
	if err != nil {
		return err
	}
	w.Group = services.Group{
		Application: g.AppName, Name: g.DeploymentGroupName, Share: pace.Share, Takes: pace.Takes, RollbackTakes: rollbackTakes,
	}
	if g.AlarmConfiguration.Enabled && len(g.AlarmConfiguration.Alarms) > 0 {
		w.Group.Alarm = g.AlarmConfiguration.Alarms[0]
	}
	return nil
}

func (w *World) loadImages(repository string) error {
	held, err := w.images.Images(w.Home, repository)
	if err != nil {
		return err
	}
	w.Repository = services.Repository{Name: repository, Manifests: map[string]string{}, Tags: map[string]string{}}
	for _, image := range held {
		w.Repository.Manifests[image.Digest] = string(image.Manifest)
		for _, tag := range image.Tags {
			w.Repository.Tags[tag] = image.Digest
			w.tags[tag] = true
		}
	}
	return nil
}

// functionType and aliasType are how the store knows what a release changes.
const (
	functionType = "aws:lambda/function:Function"
	aliasType    = "aws:lambda/alias:Alias"
	versionType  = localaws.FunctionVersionType
)
