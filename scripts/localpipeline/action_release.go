package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/services"
	"slipway/scripts/localpipeline/production"
)

// release runs the deployed release machine on the input the action gives it.
func (e *execution) release(ctx context.Context, stage account.Stage, configuration map[string]string) (result, error) {
	var input map[string]any
	if err := json.Unmarshal([]byte(configuration["Input"]), &input); err != nil {
		return result{}, fmt.Errorf("read input of %s: %w", configuration["StateMachineArn"], err)
	}
	return e.run.runRelease(ctx, stage.Name, configuration["StateMachineArn"], "pipeline "+e.pipeline.Name, e.id, input)
}

// runRelease runs a release machine against the service's production and keeps
// what it changed there.
func (r *run) runRelease(ctx context.Context, where, arn, by, id string, input map[string]any) (result, error) {
	machine, err := r.env.View.Machine(arn, by)
	if err != nil {
		return result{}, err
	}
	parsed, err := asl.Parse([]byte(machine.Definition))
	if err != nil {
		return result{}, fmt.Errorf("read state machine %s: %w", machine.Name, err)
	}
	live, err := production.Load(r.env.View, r.env.Images, machine, r.clock)
	if err != nil {
		return result{}, err
	}
	run := strings.Replace(arn, ":stateMachine:", ":execution:", 1) + ":" + id
	live.Running = []string{run}
	digest, _ := input["digest"].(string)
	r.inject(live, digest)
	r.print(where, "%s starts", machine.Name)
	watch := &releaseWatch{
		run:   r,
		where: where,
		live:  live,
		said:  map[string]bool{},
	}
	watch.traffic()
	_, err = parsed.Run(ctx, input, asl.Options{
		Tasks:         tables{r.env.View.Store, r.account, live},
		Clock:         r.clock,
		Observe:       watch.observe,
		ExecutionID:   run,
		ExecutionName: id,
		MachineID:     arn,
	})
	r.clock.OnSleep = nil
	live.Advance()
	watch.traffic()
	if kept := live.Save(ctx, r.env.Transport); kept != nil {
		return result{}, errors.Join(err, kept)
	}
	var failed *asl.Error
	if errors.As(err, &failed) {
		return result{
			id:      run,
			failed:  true,
			summary: failed.Error(),
		}, nil
	}
	return result{id: run}, err
}

// inject makes the service behave as the fault says.
func (r *run) inject(live *production.Production, digest string) {
	switch r.fault {
	case "image":
		live.Function.Rejected[digest] = "FAULT=image"
	case "smoke":
		live.Function.Answers[digest] = map[string]any{"statusCode": 500}
	case "errors":
		r.failCanary(live)
	}
}

// alarmAfter is how long errors go on until the alarm has seen enough of them.
const alarmAfter = 60 * time.Second

// failCanary lets the alarm fire a while after a new version gets traffic, and
// rest when that is over.
func (r *run) failCanary(live *production.Production) {
	var since time.Time
	live.Group.OnShift = func(*services.Model, string) { since = r.clock.Now() }
	r.clock.OnSleep = func(time.Duration) {
		if since.IsZero() || live.Alarms[live.Alarm] == "ALARM" || r.clock.Now().Sub(since) < alarmAfter {
			return
		}
		live.Alarms[live.Alarm] = "ALARM"
		r.print("Alarm", "%s fires: the new version fails (FAULT=errors)", live.Alarm)
	}
}
