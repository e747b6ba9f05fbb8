package logs

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"slipway/scripts/localaws/logs"
	"slipway/scripts/localaws/stepfunctions"
	"slipway/scripts/localaws/store"
)

// Simulated are the log groups and the executions of a simulated account.
type Simulated struct {
	Store   *store.Store
	Account string
}

// Stream is that of the group's last event.
func (s Simulated) Stream(_ context.Context, group, begin string) (string, error) {
	events, err := logs.Read(s.Store, s.Account, group)
	for _, e := range slices.Backward(events) {
		if strings.HasPrefix(e.Stream, begin) {
			return e.Stream, err
		}
	}
	return "", err
}

// Lines reads the events of the group. Those that a pattern leaves out are in them.
func (s Simulated) Lines(_ context.Context, q Query) ([]Line, error) {
	events, err := logs.Read(s.Store, s.Account, q.Group)
	var all []Line
	for _, e := range events {
		if e.At.Before(q.From) || !q.To.IsZero() && !e.At.Before(q.To) || q.Stream != "" && e.Stream != q.Stream {
			continue
		}
		all = append(all, Line{
			At:   e.At,
			Text: e.Message,
			From: e.Stream,
			ID:   fmt.Sprint(e.At.UnixNano(), e.Stream, e.Message),
		})
	}
	return all, err
}

// Executions are those that are kept.
func (s Simulated) Executions(_ context.Context, machine, begin string) iter.Seq2[Execution, error] {
	return func(yield func(Execution, error) bool) {
		all, err := stepfunctions.Read(s.Store, s.Account, machine)
		if err != nil {
			yield(Execution{}, err)
			return
		}
		for _, e := range slices.Backward(all) {
			if strings.HasPrefix(e.Name, begin) && !yield(Execution(e), nil) {
				return
			}
		}
	}
}
