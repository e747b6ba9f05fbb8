package asl

import (
	"context"
	"time"
)

// Clock is the time a machine lives in.
type Clock interface {
	// Now is the current time.
	Now() time.Time
	// Sleep lets the duration pass, or returns the error of the context when
	// that ends first.
	Sleep(ctx context.Context, d time.Duration) error
}

// SystemClock is the clock on the wall.
type SystemClock struct{}

// Now is time.Now.
func (SystemClock) Now() time.Time { return time.Now() }

// Sleep waits for real.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// SkippingClock passes time without waiting: a Sleep moves its hand. It serves
// one execution and is not safe for several goroutines.
type SkippingClock struct {
	now time.Time
	// OnSleep, if set, is called with each sleep after the hand has moved, so that
	// a model of a service can move on.
	OnSleep func(d time.Duration)
}

// NewSkippingClock makes a clock that shows the given time.
func NewSkippingClock(now time.Time) *SkippingClock { return &SkippingClock{now: now} }

// Now is where the hand stands.
func (c *SkippingClock) Now() time.Time { return c.now }

// Sleep moves the hand.
func (c *SkippingClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.now = c.now.Add(d)
	if c.OnSleep != nil {
		c.OnSleep(d)
	}
	return nil
}
