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
	"slipway/scripts/localaws/stepfunctions"
	"slipway/scripts/localpipeline/production"
)

// releases runs the executions of a release machine: the one that was asked for, and
// those that the machine itself, or the rule on executions that died, starts for it.
type releases struct {
	run     *run
	where   string
	machine account.Machine
	parsed  *asl.Machine
	live    *production.Production
	dead    []*services.Execution
	err     error // that of the simulation itself
}

// execute runs one execution, and answers how it failed; nil if it did not.
func (s *releases) execute(ctx context.Context, e *services.Execution) error {
	var input any
	if err := json.Unmarshal([]byte(e.Input), &input); err != nil {
		s.err = errors.Join(s.err, fmt.Errorf("read input of %s: %w", e.ARN, err))
		return nil
	}
	watch := &releaseWatch{
		run:   s.run,
		where: s.where,
		live:  s.live,
		said:  map[string]bool{},
	}
	watch.traffic()
	execution := s.parsed.Execution(input, asl.Options{
		Tasks:         s.run.behind(s.machine, s.live),
		Clock:         s.run.clock,
		Observe:       watch.observe,
		Abort:         func(p asl.Point) bool { return e.Status != "RUNNING" || s.run.kills(p) },
		ExecutionID:   e.ARN,
		ExecutionName: e.Name,
		MachineID:     s.machine.Arn,
	})
	_, err := execution.Run(ctx)
	ended := string(execution.Ended().Status)
	var failed *asl.Error
	switch {
	case err == nil:
	case errors.As(err, &failed):
		s.live.End(e.ARN, ended, failed.Name, failed.Cause)
	case errors.Is(err, asl.ErrAborted):
		s.run.print(s.where, "the execution is ABORTED")
	default:
		s.err = errors.Join(s.err, err)
		return nil
	}
	s.live.End(e.ARN, ended, "", "")
	s.err = errors.Join(s.err, stepfunctions.Append(s.run.env.View.Store, s.run.account, s.machine.Arn,
		stepfunctions.Execution{
			Name:    e.Name,
			Status:  ended,
			Started: e.StartDate,
			Events:  watch.events,
		}))
	if err != nil {
		s.dead = append(s.dead, e)
	}
	watch.traffic()
	return err
}

// deliverDeaths tells of executions that did not succeed. The rule starts the machine again.
func (s *releases) deliverDeaths(ctx context.Context) {
	for s.err == nil && len(s.dead) > 0 {
		e := s.dead[0]
		s.dead = s.dead[1:]
		s.run.undo = func(ctx context.Context, input []byte) error {
			_ = s.execute(ctx, s.live.Start(s.machine.Arn, "undo-of-"+e.Name, string(input)))
			return s.err // one that failed is told of by what it printed
		}
		s.err = errors.Join(s.err, s.tell(ctx, e))
	}
}

// printMails prints what was sent to people.
func (s *releases) printMails() {
	for _, m := range s.live.Messages {
		s.run.print("Mail", "%s", m.Subject)
		for _, line := range strings.Split(m.Text, "\n") {
			s.run.env.Console.Line("%25s%s", "", line)
		}
	}
}
