package cli

import (
	"context"
	"errors"

	"slipway/scripts/layers"
	"slipway/scripts/progress"
)

// with opens the environment, runs, sums up, and finishes if all went well. What it did is
// kept in a report.
func (a *app) with(ctx context.Context, env string, why purpose,
	run func(*session) (layers.Report, error), finish func(*session) error,
) (err error) {
	k, err := a.keep(ctx, env)
	if err != nil {
		return err
	}
	s, err := a.open(ctx, env, why)
	if err != nil {
		return k.end(ctx, layers.Report{}, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	k.begin(s)
	result, err := run(s)
	err = errors.Join(err, s.trail(context.WithoutCancel(ctx)))
	progress.Summary(a.Console.Err, a.Console.Columns(), env, result)
	if err = k.end(ctx, result, err); err != nil || finish == nil {
		return err
	}
	return finish(s)
}
