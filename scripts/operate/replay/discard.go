package replay

import (
	"context"
	"errors"
	"fmt"
)

// Discard deletes one message that nothing can be made of, if agree says so. What it
// holds is lost then.
func (r Replay) Discard(ctx context.Context, id string, agree func(about, body string) error) (err error) {
	messages, err := r.Place.Messages(ctx)
	var kept []Message
	found := false
	defer func() { err = errors.Join(err, r.giveBack(context.WithoutCancel(ctx), kept)) }()
	if err != nil {
		kept = messages
		return fmt.Errorf("read the queue: %w", err)
	}
	for _, m := range messages {
		if m.ID != id || found {
			kept = append(kept, m)
			continue
		}
		found = true
		l := open(m, r.Names)
		if err = agree(l.String(), m.Body); err == nil {
			err = r.Place.Delete(ctx, m)
		}
		if err != nil {
			kept = append(kept, m)
			err = fmt.Errorf("discard message %s: %w", id, err)
		}
	}
	if !found {
		return fmt.Errorf("the queue has no message %q: `make replay` lists them", id)
	}
	return err
}
