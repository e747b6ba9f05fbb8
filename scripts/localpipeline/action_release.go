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
	"slipway/scripts/localpipeline/world"
)

// release runs the deployed release machine on the input the action gives it.
func (e *execution) release(ctx context.Context, stage account.Stage, configuration map[string]string) (result, error) {
	var input map[string]any
	if err := json.Unmarshal([]byte(configuration["Input"]), &input); err != nil {
		return result{}, fmt.Errorf("read input of %s: %w", configuration["StateMachineArn"], err)
	}
	return e.runRelease(ctx, stage.Name, configuration["StateMachineArn"], "pipeline "+e.pipeline.Name, e.id, input)
}

// runRelease runs a release machine against the service's production and keeps
// what it changed there.
func (w *walk) runRelease(ctx context.Context, where, arn, by, id string, input map[string]any) (result, error) {
	machine, err := w.View.Machine(arn, by)
	if err != nil {
		return result{}, err
	}
	parsed, err := asl.Parse([]byte(machine.Definition))
	if err != nil {
		return result{}, fmt.Errorf("read state machine %s: %w", machine.Name, err)
	}
	production, err := world.Load(w.View, w.Images, machine, w.clock)
	if err != nil {
		return result{}, err
	}
	run := strings.Replace(arn, ":stateMachine:", ":execution:", 1) + ":" + id
	production.Running = []string{run}
	digest, _ := input["digest"].(string)
	w.inject(production, digest)
	w.tell(where, "%s starts", machine.Name)
	watch := &releaseWatch{walk: w, where: where, world: production, said: map[string]bool{}}
	watch.traffic()
	_, err = parsed.Run(ctx, input, asl.Options{
		Tasks: tables{w.View.Store, w.account, production}, Clock: w.clock, Observe: watch.observe,
		ExecutionID: run, ExecutionName: id, MachineID: arn,
	})
	w.clock.OnSleep = nil
	production.Settle()
	watch.traffic()
	if kept := production.Save(ctx, w.Transport); kept != nil {
		return result{}, errors.Join(err, kept)
	}
	var failed *asl.Error
	if errors.As(err, &failed) {
		return result{id: run, failed: true, summary: failed.Error()}, nil
	}
	return result{id: run}, err
}

// inject makes the service behave as the fault says.
func (w *walk) inject(production *world.World, digest string) {
	switch w.fault {
	case "image":
		production.Function.Refused[digest] = "FAULT=image"
	case "smoke":
		production.Function.Answers[digest] = map[string]any{"statusCode": 500}
	case "errors":
		w.failCanary(production)
	}
}

// alarmAfter is how long errors go on until the alarm has seen enough of them.
const alarmAfter = 60 * time.Second

// failCanary lets the alarm fire a while after a new version gets traffic, and
// rest when that is over.
func (w *walk) failCanary(production *world.World) {
	var since time.Time
	production.Group.OnShift = func(*services.World, string) { since = w.clock.Now() }
	w.clock.OnSleep = func(time.Duration) {
		if since.IsZero() || production.Alarms[production.Alarm] == "ALARM" || w.clock.Now().Sub(since) < alarmAfter {
			return
		}
		production.Alarms[production.Alarm] = "ALARM"
		w.tell("Alarm", "%s fires: the new version fails (FAULT=errors)", production.Alarm)
	}
}
