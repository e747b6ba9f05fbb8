package localaws

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"slipway/scripts/localaws/awserr"
)

// throttle answers a share of the calls that there is no time for them, as AWS does with
// status 429 to whoever asks too often. The provider asks again, later and later, up to
// 25 times (its max_retries), and gives up then.
type throttle struct {
	share float64

	mu     sync.Mutex
	random *rand.Rand
}

const (
	attempts  = 25
	firstWait = time.Millisecond // a simulated account is fast
	lastWait  = 50 * time.Millisecond
)

func newThrottle(share float64) *throttle {
	return &throttle{
		share:  share,
		random: rand.New(rand.NewPCG(1, 1)),
	}
}

// wait returns when AWS has time for the call.
func (t *throttle) wait(ctx context.Context) error {
	if t == nil {
		return nil
	}
	pause := firstWait
	for range attempts {
		if !t.busy() {
			return nil
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
		pause = min(2*pause, lastWait)
	}
	return awserr.New("AWS", "request", "ThrottlingException", "Rate exceeded")
}

func (t *throttle) busy() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.random.Float64() < t.share
}
