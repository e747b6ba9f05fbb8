package services

import (
	"encoding/json"
	"slices"
	"time"
)

// target is what an AppSpec says of one function.
type target struct{ Name, Alias, CurrentVersion, TargetVersion string }

// appSpec reads the one resource of an AppSpec ("AppSpec resources section", CodeDeploy
// user guide).
func appSpec(p params) (target, error) {
	var spec struct {
		Version   json.Number
		Resources []map[string]struct {
			Type       string
			Properties target
		}
	}
	content := p.object("Revision").object("AppSpecContent").text("Content")
	if err := json.Unmarshal([]byte(content), &spec); err == nil && len(spec.Resources) == 1 && spec.Version == "0.0" {
		for _, resource := range spec.Resources[0] {
			return resource.Properties, nil
		}
	}
	return target{}, reject("CodeDeploy", "InvalidRevisionException", "the AppSpec is not valid: %s", content)
}

func createDeployment(m *Model, p params) (any, error) {
	g, f := &m.Group, &m.Function
	if err := g.named(p); err != nil {
		return nil, err
	}
	spec, err := appSpec(p)
	if err != nil {
		return nil, err
	}
	shift, err := g.shift(p.text("DeploymentConfigName"))
	if err != nil {
		return nil, err
	}
	if running := g.Running(); running != nil {
		return nil, reject("CodeDeploy", "DeploymentLimitExceededException",
			"The Deployment Group '%s' already has an active Deployment '%s'", g.Name, running.ID)
	}
	d := &Deployment{
		Description: p.text("Description"),
		current:     spec.CurrentVersion,
		target:      spec.TargetVersion,
		config:      p.text("DeploymentConfigName"),
		steps:       shift.steps(m.at),
	}
	g.begin(m, d)
	if spec.Name != f.Name || spec.Alias != f.Alias || f.AliasVersion != d.current || f.Versions[d.target] == nil ||
		d.current == d.target {
		d.set(m, "Failed")
		d.Code, d.Message = "INVALID_LAMBDA_CONFIGURATION", "The alias is not on the current version."
	} else {
		d.step(m)
		if g.OnShift != nil {
			g.OnShift(m, d.target)
		}
		g.watch(m)
	}
	return map[string]any{"DeploymentId": d.ID}, nil
}

func getDeployment(m *Model, p params) (any, error) {
	d, err := m.Group.find(p.text("DeploymentId"))
	if err != nil {
		return nil, err
	}
	return map[string]any{"DeploymentInfo": d.answer(&m.Group)}, nil
}

// statuses are those a caller may ask for.
var statuses = []string{
	"Created", "Queued", inProgress, "Baking", "Succeeded", "Failed", "Stopped", "Ready",
}

// listDeployments answers ids as they were ListLag ago.
func listDeployments(m *Model, p params) (any, error) {
	if err := m.Group.named(p); err != nil {
		return nil, err
	}
	wanted, _ := p["IncludeOnlyStatuses"].([]any)
	for _, one := range wanted {
		if status, _ := one.(string); !slices.Contains(statuses, status) {
			return nil, reject("CodeDeploy", "InvalidDeploymentStatusException", "The status %v is not valid", one)
		}
	}
	var since time.Time
	if start := p.object("CreateTimeRange").text("Start"); start != "" {
		var err error
		if since, err = time.Parse(time.RFC3339, start); err != nil {
			return nil, reject("CodeDeploy", "InvalidTimeRangeException", "The start of the time range is no time: %s", start)
		}
	}
	ids := []any{}
	for _, d := range m.Group.Deployments {
		if d.createdAt.Before(since) {
			continue
		}
		status := d.statusAt(m.Clock.Now().Add(-m.Group.ListLag))
		if status != "" && (len(wanted) == 0 || slices.Contains(wanted, any(status))) {
			ids = append(ids, d.ID)
		}
	}
	return map[string]any{"Deployments": ids}, nil
}

// stopDeployment stops a deployment. AutoRollbackEnabled says whether it is taken back;
// without it the group does. Not taken back, the alias keeps the weights that it has.
func stopDeployment(m *Model, p params) (any, error) {
	g := &m.Group
	d, err := g.find(p.text("DeploymentId"))
	if err != nil {
		return nil, err
	}
	if d.Status != inProgress {
		return nil, reject("CodeDeploy", "DeploymentAlreadyCompletedException", "The deployment %s is already complete", d.ID)
	}
	back := g.rollsBackOn(stopOnRequest)
	if asked, given := p["AutoRollbackEnabled"].(bool); given {
		back = asked
	}
	if g.StopTakes > 0 {
		d.stopAt, d.stopBack = m.at.Add(g.StopTakes), back
		return map[string]any{"Status": "Pending", "StatusMessage": "The deployment is being stopped."}, nil
	}
	g.stop(m, d, back, "MANUAL_STOP", "The deployment was stopped.")
	return map[string]any{"Status": "Succeeded"}, nil
}
