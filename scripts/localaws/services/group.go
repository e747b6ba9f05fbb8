package services

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Group is a CodeDeploy deployment group that shifts a function's traffic:
// a share at once, the rest after a while, back when an alarm fires.
type Group struct {
	// Application and Name are what it is called.
	Application, Name string
	// Alarm and Alarms are those that stop a deployment.
	Alarm  string
	Alarms []string
	// Config is the name of the deployment configuration for a deployment that names
	// none. Share and Takes, if Share is set, are a canary of one's own that counts
	// whatever is named: what the new version gets at first (1 is all at once), and how
	// long that lasts.
	Config string
	Share  float64
	Takes  time.Duration
	// RollbackTakes is how long going back takes, StopTakes how long it is until a
	// deployment that is told to stop has stopped; until then it goes on.
	RollbackTakes, StopTakes time.Duration
	// RollbackOn are the events on which a deployment is taken back; nil means all
	// three: DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM, DEPLOYMENT_STOP_ON_REQUEST.
	RollbackOn []string
	// ListLag is how long after a change the deployments are listed as they were.
	ListLag time.Duration
	// OnShift, if set, is called with each version that gets a first share, so that a
	// test can let the alarm fire.
	OnShift func(m *Model, version string)
	// Deployments are all there ever were, the oldest first.
	Deployments []*Deployment
}

// Events on which a group takes a deployment back.
const (
	stopOnAlarm   = "DEPLOYMENT_STOP_ON_ALARM"
	stopOnRequest = "DEPLOYMENT_STOP_ON_REQUEST"
)

// rollsBackOn reports whether the group takes deployments back on the event.
func (g *Group) rollsBackOn(event string) bool {
	return g.RollbackOn == nil || slices.Contains(g.RollbackOn, event)
}

// shift is how a deployment with the configuration moves traffic.
func (g *Group) shift(named string) (Shift, error) {
	if g.Share > 0 {
		return Shift{Share: g.Share, Every: g.Takes}, nil
	}
	if named == "" {
		named = g.Config
	}
	shift, known := Shifts[named]
	if !known {
		return Shift{}, reject("CodeDeploy", "DeploymentConfigDoesNotExistException",
			"No Deployment Configuration found for name: %s", named)
	}
	return shift, nil
}

// firing are the group's alarms that are in ALARM.
func (g *Group) firing(m *Model) []string {
	var names []string
	for _, name := range append([]string{g.Alarm}, g.Alarms...) {
		if m.Alarms[name] == alarming && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// watch stops the running deployment when an alarm fires, also one that was in ALARM
// before the deployment began. A rollback is not stopped.
func (g *Group) watch(m *Model) {
	d := g.Running()
	if d == nil || d.RollbackOf != "" {
		return
	}
	if firing := g.firing(m); len(firing) > 0 {
		g.stop(m, d, g.rollsBackOn(stopOnAlarm), "ALARM_ACTIVE",
			"One or more alarms have been activated: "+strings.Join(firing, ", "))
	}
}

// Running is the deployment in progress, nil when there is none.
func (g *Group) Running() *Deployment {
	for _, d := range g.Deployments {
		if d.Status == inProgress {
			return d
		}
	}
	return nil
}

// next is when the running deployment changes something; zero when never.
func (g *Group) next() time.Time {
	d := g.Running()
	if d == nil {
		return time.Time{}
	}
	if at := d.steps[0].at; d.stopAt.IsZero() || at.Before(d.stopAt) {
		return at
	}
	return d.stopAt
}

// advance does what is due of the running deployment.
func (g *Group) advance(m *Model) {
	for at := g.next(); due(at, m.at); at = g.next() {
		d := g.Running()
		if at.Equal(d.stopAt) {
			g.stop(m, d, d.stopBack, "MANUAL_STOP", "The deployment was stopped.")
			continue
		}
		d.step(m)
	}
}

// begin starts a deployment.
func (g *Group) begin(m *Model, d *Deployment) {
	d.ID = fmt.Sprintf("d-%09d", len(g.Deployments)+1)
	d.createdAt = m.at
	d.set(m, inProgress)
	g.Deployments = append(g.Deployments, d)
}

// stop ends a deployment, and begins the one that takes it back or leaves the weights
// of the alias as they are.
func (g *Group) stop(m *Model, d *Deployment, back bool, code, message string) {
	d.set(m, "Stopped")
	d.Code, d.Message, d.stopAt = code, message, time.Time{}
	if !back || d.RollbackOf != "" {
		return
	}
	rollback := &Deployment{
		RollbackOf:  d.ID,
		Description: "Rollback of " + d.ID,
		current:     d.target,
		target:      d.current,
		steps:       []step{{m.at.Add(g.RollbackTakes), 1}},
	}
	g.begin(m, rollback)
	d.RolledBackBy = rollback.ID
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
