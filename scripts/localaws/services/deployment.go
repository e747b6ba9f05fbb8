package services

import "time"

// Deployment is one shift of traffic.
type Deployment struct {
	// ID and Description identify it.
	ID, Description string
	// Status is as CodeDeploy has it: InProgress, Succeeded, Failed, Stopped.
	Status string
	// Code and Message say why it failed.
	Code, Message string
	// RollbackOf is the deployment it takes back, RolledBackBy the one that takes it
	// back, if there is one.
	RollbackOf, RolledBackBy string

	current, target string
	config          string
	createdAt       time.Time
	steps           []step // those to come; the last one ends it
	stopAt          time.Time
	stopBack        bool // taken back when it has stopped
	was             []past
}

const inProgress = "InProgress"

// past is a status that a deployment has had since a moment.
type past struct {
	since  time.Time
	status string
}

// set changes the status.
func (d *Deployment) set(m *Model, status string) {
	d.Status = status
	d.was = append(d.was, past{m.at, status})
}

// statusAt is the status at a moment; empty before the deployment began.
func (d *Deployment) statusAt(moment time.Time) string {
	status := ""
	for _, p := range d.was {
		if !p.since.After(moment) {
			status = p.status
		}
	}
	return status
}

// step gives the new version its next share. Whoever moved the alias meanwhile is
// overwritten: CodeDeploy sets the weights that its configuration says and does not
// look at what is there.
func (d *Deployment) step(m *Model) {
	next := d.steps[0]
	if next.share >= 1 {
		m.Function.route(d.target, nil)
	} else {
		m.Function.route(d.current, map[string]float64{d.target: next.share})
	}
	if d.steps = d.steps[1:]; len(d.steps) == 0 {
		d.set(m, "Succeeded")
	}
}

// answer is the deployment as the API writes it.
func (d *Deployment) answer(g *Group) map[string]any {
	info := map[string]any{
		"DeploymentId":         d.ID,
		"ApplicationName":      g.Application,
		"DeploymentGroupName":  g.Name,
		"DeploymentConfigName": d.config,
		"Status":               d.Status,
		"Description":          d.Description,
		"Creator":              "user",
		"CreateTime":           d.createdAt.UTC().Format(milliseconds),
	}
	if d.Code != "" {
		info["ErrorInformation"] = map[string]any{"Code": d.Code, "Message": d.Message}
	}
	if d.RollbackOf != "" {
		info["Creator"] = "codeDeployRollback"
		info["RollbackInfo"] = map[string]any{"RollbackTriggeringDeploymentId": d.RollbackOf}
	}
	if d.RolledBackBy != "" {
		info["RollbackInfo"] = map[string]any{"RollbackDeploymentId": d.RolledBackBy}
	}
	return info
}
