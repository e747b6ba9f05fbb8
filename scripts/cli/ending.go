package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/operate/queue"
	"slipway/shared/contract"
)

// ended is an execution that ends with the update of its pipeline.
type ended struct {
	pipeline, service string
	queue.Execution
	variables map[string]string // that it was started with
}

// endsExecutions reports whether the update of a pipeline ends the executions that have
// not ended: any update of its structure does (CodePipeline user guide, execution-modes);
// tags are changed by a call of their own.
func endsExecutions(e engine.Event) bool {
	return e.Type == "aws:codepipeline/pipeline:Pipeline" && slices.ContainsFunc(e.Changed, func(property string) bool {
		return !strings.HasPrefix(property, "tags")
	})
}

// ending looks for executions under way in the pipelines that the deployment would update,
// and leaves those out in which nothing is.
func (s *session) ending(ctx context.Context, losses []layers.Loss) ([]layers.Loss, error) {
	s.ended = nil
	delivered, err := s.delivery(ctx)
	if err != nil {
		return nil, err
	}
	var left []layers.Loss
	for _, loss := range losses {
		if loss.Op != "update" {
			left = append(left, loss)
			continue
		}
		q, err := s.queue(ctx)
		if err != nil {
			return nil, err
		}
		all, err := q.UnderWay(ctx, loss.Name)
		if err != nil {
			return nil, err
		}
		if len(all) == 0 {
			continue
		}
		var parts []string
		for _, e := range all {
			parts = append(parts, e.Title()+", which "+e.Where())
		}
		loss.What = "a pipeline; this ends " + strings.Join(parts, " and ") + "; the newest is started again"
		left = append(left, loss)
		variables, err := q.Variables(ctx, loss.Name, all[0])
		if err != nil {
			return nil, err
		}
		for service, p := range delivered.Services {
			if p.Name == loss.Name {
				s.ended = append(s.ended, ended{loss.Name, service, all[0], variables})
			}
		}
	}
	return left, nil
}

// mayHaveEnded says, after a run that failed, how to start again what it may have ended.
func (s *session) mayHaveEnded() {
	for _, e := range s.ended {
		s.last = append(s.last, fmt.Sprintf("%s may have been ended by the update of %s: if `make status` does not show it, "+
			"`%s` starts it again.", e.Title(), e.pipeline, s.startCommand(e)))
	}
}

func (s *session) startCommand(e ended) string {
	verb := "start"
	if e.variables[contract.RebuildVariable] != "" {
		verb = "rebuild"
	}
	command := fmt.Sprintf("make %s ENV=%s SERVICE=%s", verb, s.env.Name, e.service)
	if e.Commit != "" {
		command += " COMMIT=" + e.Commit
	}
	return command
}

// startAgain starts what was the newest in each pipeline that was updated, as it was: a
// rebuild gets the tag of its image again, and so the image if it was built.
func (s *session) startAgain(ctx context.Context) error {
	for _, e := range s.ended {
		q, err := s.queue(ctx)
		if err != nil {
			return err
		}
		execution, err := q.Start(ctx, e.pipeline, e.Commit, e.variables)
		if err != nil {
			return fmt.Errorf("%s was ended by the update of %s, and is not started again: `%s` does it: %w",
				e.Title(), e.pipeline, s.startCommand(e), err)
		}
		s.last = append(s.last,
			fmt.Sprintf("%s is started again in %s, as execution %s: the update of the pipeline had ended it.",
				e.Title(), e.pipeline, execution))
	}
	return nil
}
