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
	by := "arn:aws:iam::" + e.run.account + ":user/simulated"
	if e.answer != nil {
		return e.answered(stage, by), nil
	}
	e.run.print(stage.Name, "waits; %s is notified", account.LastOf(configuration["NotificationArn"]))
	for line := range strings.SplitSeq(configuration["CustomData"], "\n") {
		e.run.env.Console.Line("        | %s", line)
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

// answered is the end of an approval that somebody answered later.
func (e *execution) answered(stage account.Stage, by string) result {
	verb := "rejected"
	if e.answer.approve {
		verb = "approved"
	}
	e.run.print(stage.Name, "%s: %s", verb, e.answer.summary)
	return result{
		failed:  !e.answer.approve,
		summary: e.answer.summary,
		by:      by,
	}
}
