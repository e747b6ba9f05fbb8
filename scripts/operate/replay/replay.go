// Package replay writes into the history what the recorder could not write when it
// happened: it takes the messages of the dead-letter queue, runs the recorder on each,
// looks whether the row is there, and only then deletes the message.
//
// What must not be here: how a row is made of an event. That is the recorder's.
package replay

import (
	"context"
	"errors"
	"fmt"

	"slipway/shared/naming"
)

// Message is one message of the queue.
type Message struct {
	ID, Body   string
	Attributes map[string]string
	// Receipt is what the queue gave it out with.
	Receipt string
}

// Row is what the recorder answers: the key of the row, and whether it wrote it now or
// found it there.
type Row struct {
	Deployment string `json:"deploymentId"`
	Time       string `json:"timestamp"`
	Written    bool   `json:"written"`
}

// Place is the AWS that messages are replayed in.
type Place interface {
	// Messages are all there are, or with an error those there were before it. Nobody else
	// gets them until they are given back.
	Messages(ctx context.Context) ([]Message, error)
	// Record runs the recorder. An execution that failed is a *NotRecordedError.
	Record(ctx context.Context, input []byte) (Row, error)
	// Has reads consistently whether a row is there.
	Has(ctx context.Context, row Row) (bool, error)
	Delete(ctx context.Context, m Message) error
	GiveBack(ctx context.Context, m Message) error
}

// NotRecordedError is an execution of the recorder that failed.
type NotRecordedError struct{ Reason string }

// Error is why it failed.
func (e *NotRecordedError) Error() string { return e.Reason }

// Replay is one replay of an environment's queue.
type Replay struct {
	Place Place
	Names naming.Environment
	// Service is whose messages are replayed; "" for all.
	Service string
	// Print hears what became of each message.
	Print func(format string, args ...any)
}

// Result counts what became of the messages.
type Result struct {
	Written, There int
	// Left are in the queue still; Others are there, of other services.
	Left, Others int
}

// Run replays every message. What stops it, such as an AWS that cannot be asked, is an
// error; a message that cannot be written is not: it stays, and the next one is tried.
func (r Replay) Run(ctx context.Context) (result Result, err error) {
	messages, err := r.Place.Messages(ctx)
	var kept []Message
	// Also if a person stopped it: a message that is not given back is seen by nobody
	// for a while, and the queue's alarm would end.
	defer func() { err = errors.Join(err, r.giveBack(context.WithoutCancel(ctx), kept)) }()
	if err != nil {
		kept = messages
		return result, fmt.Errorf("read the queue: %w", err)
	}
	for i, m := range messages {
		l := open(m, r.Names)
		if r.Service != "" && l.service != r.Service {
			result.Others++
			kept = append(kept, m)
			continue
		}
		row, err := r.record(ctx, l)
		var failed *NotRecordedError
		switch {
		case errors.As(err, &failed):
			result.Left++
			kept = append(kept, m)
			r.Print("%s: stays in the queue: %s", l, failed.Reason)
			continue
		case err != nil:
			kept = append(kept, messages[i:]...)
			result.Left += len(messages) - i
			return result, fmt.Errorf("replay %s: %w", l, err)
		case row.Written:
			result.Written++
			r.Print("%s: written", l)
		default:
			result.There++
			r.Print("%s: was there already", l)
		}
	}
	return result, nil
}

// record brings one message into the history, and deletes it if the row is there.
func (r Replay) record(ctx context.Context, l letter) (Row, error) {
	if l.cannot != "" {
		return Row{}, &NotRecordedError{Reason: l.cannot}
	}
	row, err := r.Place.Record(ctx, l.input)
	if err != nil {
		return row, err
	}
	there, err := r.Place.Has(ctx, row)
	if err != nil {
		return row, err
	}
	if !there {
		return row, &NotRecordedError{Reason: fmt.Sprintf(
			"the recorder ended well, and yet the table has no row %s %s", row.Deployment, row.Time)}
	}
	if err := r.Place.Delete(ctx, l.message); err != nil {
		return row, fmt.Errorf("the row is there, but the message is still in the queue: %w", err)
	}
	return row, nil
}

func (r Replay) giveBack(ctx context.Context, messages []Message) error {
	var all error
	for _, m := range messages {
		if err := r.Place.GiveBack(ctx, m); err != nil {
			all = errors.Join(all, fmt.Errorf("give message %s back to the queue: %w", m.ID, err))
		}
	}
	return all
}

// String is the sum of it.
func (r Result) String() string {
	if r == (Result{}) {
		return "nothing is in the queue"
	}
	said := fmt.Sprintf("%d written, %d there already, %d left in the queue", r.Written, r.There, r.Left)
	if r.Others > 0 {
		said += fmt.Sprintf(", %d of other services", r.Others)
	}
	return said
}
