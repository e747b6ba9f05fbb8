package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

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
	digest, _ := input["digest"].(string)
	r.inject(live, digest)
	r.print(where, "%s starts", machine.Name)
	of := &releases{
		run:     r,
		where:   where,
		machine: machine,
		parsed:  parsed,
		live:    live,
	}
	live.OnStart = func(e *services.Execution) { _ = of.execute(ctx, e) } // its end is seen by who asked for it
	text, err := json.Marshal(input)
	if err != nil {
		return result{}, fmt.Errorf("encode input of %s: %w", machine.Name, err)
	}
	started := live.Start(arn, id, string(text))
	failed := of.execute(ctx, started)
	r.clock.OnSleep = nil
	live.Advance()
	of.deliverDeaths(ctx)
	if failed == nil {
		of.err = errors.Join(of.err, of.tellOfSuccess(ctx, started))
	}
	if err := errors.Join(of.err, live.Save(ctx, r.env.Transport)); err != nil {
		return result{}, err
	}
	of.printMails()
	run := strings.Replace(arn, ":stateMachine:", ":execution:", 1) + ":" + id
	if failed != nil {
		return result{
			id:      run,
			failed:  true,
			summary: failed.Error(),
		}, nil
	}
	return result{id: run}, nil
}
