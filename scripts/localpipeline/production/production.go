// Package production loads what a release changes in a simulated account, the function,
// its versions, alias, images and deployment group, into the model that state
// machines run against, and writes the changes of a release back.
//
// Which function, alias, group, alarm and repository those are is read from the
// deployed definition of the release machine.
//
// What must not be here: the steps of a release, which are in the machine, and how
// the services behave, which is in the model.
package production

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/services"
)

// What the simulated services take, about as long as they do on AWS.
const (
	updateTakes   = 8 * time.Second
	publishTakes  = 5 * time.Second
	rollbackTakes = 15 * time.Second
	// Lambda begins after a minute or two (Lambda Developer Guide, provisioned-concurrency).
	provisionTakes = 2 * time.Minute
)

// Production is what one release machine acts on, loaded into a model.
type Production struct {
	*services.Model
	// Owner is the account of the function, Home that of the machine and the images.
	Owner, Home string
	// Alarm is the alarm that forbids and stops a release.
	Alarm string

	view     account.View
	images   *registry.Registry
	aliasArn string
	tags     map[string]bool
}

// Load reads the production of a release machine.
func Load(view account.View, images *registry.Registry, machine account.Machine, clock asl.Clock) (*Production, error) {
	p := &Production{
		view:   view,
		images: images,
		Home:   account.OwnerOf(machine.Arn),
		tags:   map[string]bool{},
	}
	by := "state machine " + machine.Name
	tasks := map[string]account.Task{}
	for _, action := range []string{
		"lambda:getAlias", "codedeploy:createDeployment", "cloudwatch:describeAlarms", "ecr:batchGetImage",
	} {
		task, err := machine.Task(action)
		if err != nil {
			return nil, err
		}
		tasks[action] = task
	}
	role := tasks["lambda:getAlias"].Credentials.RoleArn
	p.Owner = account.OwnerOf(role)
	p.Model = &services.Model{Clock: clock, DeployerRole: role}
	if err := p.loadFunction(tasks["lambda:getAlias"], by); err != nil {
		return nil, err
	}
	if err := p.loadGroup(tasks["codedeploy:createDeployment"], by); err != nil {
		return nil, err
	}
	if err := p.loadAlarms(tasks["cloudwatch:describeAlarms"].Texts("AlarmNames"), by); err != nil {
		return nil, err
	}
	return p, p.loadImages(tasks["ecr:batchGetImage"].Text("RepositoryName"))
}

func (p *Production) loadFunction(task account.Task, by string) error {
	name, alias := task.Text("FunctionName"), task.Text("Name")
	f, err := p.view.Function(p.Owner, name, by)
	if err != nil {
		return err
	}
	at, err := p.view.Alias(p.Owner, name, alias, by)
	if err != nil {
		return err
	}
	published, err := p.view.Versions(p.Owner, name)
	if err != nil {
		return err
	}
	versions := map[string]string{}
	for _, version := range published {
		versions[version.Version] = version.Digest()
	}
	p.aliasArn = at.Arn
	p.Function = services.Deployed(name, alias, f.Repository(), f.Digest(), versions, at.FunctionVersion,
		at.RoutingConfig.AdditionalVersionWeights)
	p.Function.Architecture, p.Function.ImagesFor = f.Architecture(), map[string]string{}
	for _, version := range published {
		v := p.Function.Versions[version.Version]
		v.Architecture = version.Architecture()
		if version.Provisioned > 0 {
			v.Provisioned = &services.Provisioned{Wanted: version.Provisioned}
		}
	}
	if err := p.loadSettings(name, by, published); err != nil {
		return err
	}
	p.Function.UpdateTakes, p.Function.PublishTakes = updateTakes, publishTakes
	p.Function.Reserved, p.Function.ProvisionTakes = max(f.ReservedConcurrentExecutions, 0), provisionTakes
	if p.Function.Versions[at.FunctionVersion] == nil {
		return fmt.Errorf("alias %s of %s is on version %s, which was never published", alias, name, at.FunctionVersion)
	}
	return nil
}

// loadSettings tells the model whether the next version would differ in its settings.
func (p *Production) loadSettings(name, by string, published []account.Version) error {
	current, err := p.view.Settings(p.Owner, name, by)
	if err != nil {
		return err
	}
	text, err := json.Marshal(current)
	p.Function.Settings = string(text)
	for _, version := range published {
		kept, bad := json.Marshal(version.Settings)
		if version.Settings == nil { // published before they were recorded
			kept = text
		}
		p.Function.Versions[version.Version].Settings = string(kept)
		err = errors.Join(err, bad)
	}
	return err
}

// ownAlarms is how many alarms of a release slipway makes; those after them are other
// people's, of which a simulated account knows nothing but that they are quiet.
const ownAlarms = 2

func (p *Production) loadAlarms(names []string, by string) error {
	p.Alarm, p.Alarms = names[0], map[string]string{}
	for i, name := range names {
		there, err := p.view.Alarm(p.Owner, name)
		if err != nil {
			return err
		}
		if !there && i < ownAlarms {
			return &account.MissingError{
				What:    "alarm",
				Name:    name,
				NamedBy: by,
			}
		}
		p.Alarms[name] = "OK"
	}
	return nil
}

func (p *Production) loadGroup(task account.Task, by string) error {
	g, err := p.view.Group(p.Owner, task.Text("ApplicationName"), task.Text("DeploymentGroupName"), by)
	if err != nil {
		return err
	}
	if _, known := services.Shifts[g.DeploymentConfigName]; !known {
		return fmt.Errorf("deployment configuration %s is not known to the simulated AWS", g.DeploymentConfigName)
	}
	p.Group = services.Group{
		Application:   g.AppName,
		Name:          g.DeploymentGroupName,
		Config:        g.DeploymentConfigName,
		RollbackTakes: rollbackTakes,
	}
	if g.AlarmConfiguration.Enabled {
		p.Group.Alarms = g.AlarmConfiguration.Alarms
	}
	return nil
}

func (p *Production) loadImages(repository string) error {
	held, err := p.images.Images(p.Home, repository)
	if err != nil {
		return err
	}
	p.Repository = services.Repository{
		Name:      repository,
		Manifests: map[string]string{},
		Tags:      map[string]string{},
	}
	for _, image := range held {
		p.Repository.Manifests[image.Digest] = string(image.Manifest)
		architecture, err := p.images.Architecture(image)
		if err != nil {
			return err
		}
		if architecture == "arm64" {
			p.Function.ImagesFor[image.Digest] = architecture
		}
		for _, tag := range image.Tags {
			p.Repository.Tags[tag] = image.Digest
			p.tags[tag] = true
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
