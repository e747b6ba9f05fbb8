package remains

import (
	"context"
	"time"
)

// What was deleted may be shown for some seconds still: S3's list of buckets and Lambda's
// functions follow late (S3 User Guide, Welcome, "data consistency model").
const (
	looks   = 6
	between = 5 * time.Second
)

// Settled looks until nothing is there, some times at most, and answers what was there
// the last time.
func Settled(
	ctx context.Context, look func(context.Context) ([]Thing, error), wait func(context.Context, time.Duration) error,
) ([]Thing, error) {
	for n := 1; ; n++ {
		things, err := look(ctx)
		if err != nil || len(things) == 0 || n == looks {
			return things, err
		}
		if err := wait(ctx, between); err != nil {
			return things, err
		}
	}
}
