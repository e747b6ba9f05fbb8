package services

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Group is a CodeDeploy deployment group that shifts a function's traffic:
// a share at once, the rest after a while, back when the alarm fires.
type Group struct {
	// Application and Name are what it is called.
	Application, Name string
	// Alarm is the alarm that stops a deployment.
	Alarm string
	// Share is what the new version gets at first; 1 is all at once.
	Share float64
	// Takes is how long the first share lasts, RollbackTakes how long going back
	// takes.
	Takes, RollbackTakes time.Duration
	// OnShift, if set, is called with each share the new version gets, so that a
	// test can let the alarm fire.
	OnShift func(m *Model, version string)
	// Deployments are all there ever were, the oldest first.
	Deployments []*Deployment
}

// Deployment is one shift of traffic.
type Deployment struct {
	// ID and Description identify it.
	ID, Description string
	// Status is as CodeDeploy has it: InProgress, Succeeded, Failed, Stopped.
	Status string
	// Code and Message say why it failed.
	Code, Message string
	// RollbackOf is the deployment it takes back, if it does.
	RollbackOf string

	current, target string
	endsAt          time.Time
}

// Running is the deployment in progress, nil when there is none.
func (g *Group) Running() *Deployment {
	for _, d := range g.Deployments {
		if d.Status == "InProgress" {
			return d
		}
	}
	return nil
}

// advance moves the running deployment on.
func (g *Group) advance(m *Model, now time.Time) {
	for d := g.Running(); d != nil; d = g.Running() {
		switch {
		case d.RollbackOf == "" && m.Alarms[g.Alarm] == "ALARM":
			g.stop(m, d, "ALARM_ACTIVE", fmt.Sprintf("One or more alarms have been activated: %s", g.Alarm))
		case due(d.endsAt, now):
			m.Function.route(d.target, nil)
			d.Status = "Succeeded"
		default:
			return
		}
	}
}

// begin starts a deployment.
func (g *Group) begin(m *Model, d *Deployment, takes time.Duration) {
	d.ID = fmt.Sprintf("d-%09d", len(g.Deployments)+1)
	d.Status, d.endsAt = "InProgress", m.Clock.Now().Add(takes)
	g.Deployments = append(g.Deployments, d)
}

// stop ends a deployment and begins the one that takes it back.
func (g *Group) stop(m *Model, d *Deployment, code, message string) {
	d.Status, d.Code, d.Message = "Stopped", code, message
	g.begin(m, &Deployment{
		RollbackOf:  d.ID,
		Description: "Rollback of " + d.ID,
		current:     d.target,
		target:      d.current,
	}, g.RollbackTakes)
}

func createDeployment(m *Model, p params) (any, error) {
	g, f := &m.Group, &m.Function
	if err := g.named(p); err != nil {
		return nil, err
	}
	var spec struct {
		Version   json.Number
		Resources []map[string]struct {
			Type       string
			Properties struct{ Name, Alias, CurrentVersion, TargetVersion string }
		}
	}
	content := p.object("Revision").object("AppSpecContent").text("Content")
	if err := json.Unmarshal([]byte(content), &spec); err != nil || len(spec.Resources) != 1 || spec.Version != "0.0" {
		return nil, reject("CodeDeploy", "InvalidRevisionException", "the AppSpec is not valid: %s", content)
	}
	if running := g.Running(); running != nil {
		return nil, reject("CodeDeploy", "DeploymentLimitExceededException",
			"The Deployment Group '%s' already has an active Deployment '%s'", g.Name, running.ID)
	}
	d := &Deployment{Description: p.text("Description")}
	for _, resource := range spec.Resources[0] {
		d.current, d.target = resource.Properties.CurrentVersion, resource.Properties.TargetVersion
	}
	g.begin(m, d, g.Takes)
	if f.AliasVersion != d.current || f.Versions[d.target] == nil {
		d.Status, d.Code, d.Message = "Failed", "INVALID_LAMBDA_CONFIGURATION", "The alias is not on the current version."
	} else {
		f.route(d.current, map[string]float64{d.target: g.Share})
		if g.Share >= 1 {
			f.route(d.target, nil)
		}
		if g.OnShift != nil {
			g.OnShift(m, d.target)
		}
	}
	return map[string]any{"DeploymentId": d.ID}, nil
}

// named rejects a call about another group.
func (g *Group) named(p params) error {
	if p.text("ApplicationName") != g.Application || p.text("DeploymentGroupName") != g.Name {
		return reject("CodeDeploy", "DeploymentGroupDoesNotExistException", "No Deployment Group found for name: %s",
			p.text("DeploymentGroupName"))
	}
	return nil
}

func (g *Group) find(id string) (*Deployment, error) {
	i := slices.IndexFunc(g.Deployments, func(d *Deployment) bool { return d.ID == id })
	if i < 0 {
		return nil, reject("CodeDeploy", "DeploymentDoesNotExistException", "The deployment %s could not be found", id)
	}
	return g.Deployments[i], nil
}

func getDeployment(m *Model, p params) (any, error) {
	d, err := m.Group.find(p.text("DeploymentId"))
	if err != nil {
		return nil, err
	}
	info := map[string]any{"DeploymentId": d.ID, "Status": d.Status, "Description": d.Description}
	if d.Code != "" {
		info["ErrorInformation"] = map[string]any{"Code": d.Code, "Message": d.Message}
	}
	if d.RollbackOf != "" {
		info["RollbackInfo"] = map[string]any{"RollbackTriggeringDeploymentId": d.RollbackOf}
	}
	return map[string]any{"DeploymentInfo": info}, nil
}

func listDeployments(m *Model, p params) (any, error) {
	if err := m.Group.named(p); err != nil {
		return nil, err
	}
	wanted, _ := p["IncludeOnlyStatuses"].([]any)
	ids := []any{}
	for _, d := range m.Group.Deployments {
		if len(wanted) == 0 || slices.Contains(wanted, any(d.Status)) {
			ids = append(ids, d.ID)
		}
	}
	return map[string]any{"Deployments": ids}, nil
}

func stopDeployment(m *Model, p params) (any, error) {
	d, err := m.Group.find(p.text("DeploymentId"))
	if err != nil {
		return nil, err
	}
	if d.Status != "InProgress" {
		return nil, reject("CodeDeploy", "DeploymentAlreadyCompletedException", "The deployment %s is already complete", d.ID)
	}
	m.Group.stop(m, d, "MANUAL_STOP", "The deployment was stopped.")
	return map[string]any{"Status": "Succeeded"}, nil
}
