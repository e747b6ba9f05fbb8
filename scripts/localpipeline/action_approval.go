package localpipeline

import (
	"context"
	"errors"
	"strings"
	"time"

	"slipway/scripts/iostreams"
	"slipway/scripts/localaws/account"
)

// approve shows what a person is asked to decide on, and asks.
func (e *execution) approve(ctx context.Context, stage account.Stage, configuration map[string]string) (result, error) {
	by := e.run.person()
	if e.answer != nil {
		return e.answered(stage), nil
	}
	if topic, asks := configuration["NotificationArn"]; asks {
		e.run.print(stage.Name, "waits; %s is notified", account.LastOf(topic))
	}
	for line := range strings.SplitSeq(configuration["CustomData"], "\n") {
		e.run.env.Console.Line("        | %s", line)
	}
	if err := e.run.notAnswered(); err != nil {
		return result{}, err
	}
	if e.run.unattended {
		return result{}, e.waitForAnswer(stage, configuration["CustomData"])
	}
	e.run.pass(ctx, 30*time.Second)
	if e.run.fault == "reject" {
		e.run.print(stage.Name, "rejected, as FAULT=reject asks")
		return result{
			failed:  true,
			summary: "rejected: FAULT=reject",
			by:      by,
		}, nil
	}
	err := e.run.env.Console.Confirm("Approve?")
	var rejected *iostreams.RefusedError
	switch {
	case err == nil:
		e.run.print(stage.Name, "approved")
		return result{summary: "approved from the terminal", by: by}, nil
	case errors.As(err, &rejected) && rejected.Asked:
		e.run.print(stage.Name, "rejected")
		return result{
			failed:  true,
			summary: "rejected from the terminal",
			by:      by,
		}, nil
	case errors.As(err, &rejected):
		e.run.print(stage.Name, "rejected: there is no terminal to ask on; set YES=1 to approve")
		return result{
			failed:  true,
			summary: "rejected: there was no terminal to ask on; set YES=1 to approve",
			by:      by,
		}, nil
	}
	return result{}, err
}

// person is the ARN of whoever is at the terminal.
func (r *run) person() string { return "arn:aws:iam::" + r.account + ":user/simulated" }

// answered is the end of an approval that has its answer.
func (e *execution) answered(stage account.Stage) result {
	verb := "rejected"
	if e.answer.approve {
		verb = "approved"
	}
	e.run.print(stage.Name, "%s: %s", verb, e.answer.summary)
	return result{
		failed:  !e.answer.approve,
		summary: e.answer.summary,
		by:      e.answer.by,
	}
}
