package layers

import (
	"context"

	"slipway/scripts/engine"
)

// Undo undoes the creations of a layer of which it is not known whether they happened,
// or tells of them.
type Undo func(ctx context.Context, layer string, creations []engine.Unfinished) error

// Recover mends what a killed process left behind in every layer: the lock, which is
// there without a stack as well, the creations of which it is not known whether they
// happened, and a state that may lag behind. A creation is forgotten when undo has dealt
// with it, so that a recovery that fails or is killed can be run again.
func (r *Runner) Recover(ctx context.Context, undo Undo) (Report, error) {
	return r.each(ctx, r.Plan, "recover", "make recover ENV="+r.Env, func(
		ctx context.Context, l Layer,
	) (Outcome, error) {
		if err := l.Stack.Unlock(ctx); err != nil {
			return Outcome{}, err
		}
		exists, err := l.Stack.Exists(ctx)
		if err != nil || !exists {
			return Outcome{Status: Absent}, err
		}
		creations, err := l.Stack.PendingCreates(ctx)
		if err != nil {
			return Outcome{}, err
		}
		if len(creations) > 0 {
			if err := undo(ctx, l.Name, creations); err != nil {
				return Outcome{}, err
			}
			if err := l.Stack.ForgetPendingCreates(ctx); err != nil {
				return Outcome{}, err
			}
		}
		return done(l.Stack.Refresh(ctx, r.watch(l)))
	})
}
