package cli

import (
	"context"
	"fmt"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/release"
)

// serves says what a service's traffic goes to now, and what a commit is beside it.
func (o *operated) serves(ctx context.Context, service, commit string) string {
	reader, err := o.live(ctx)
	if err != nil {
		return "cannot be read: " + err.Error()
	}
	traffic, err := reader.Traffic(ctx, o.outputs.Services[service].FunctionArn)
	if err != nil {
		return "cannot be read: " + err.Error()
	}
	said := fmt.Sprintf("version %s, %s", traffic.Version, traffic.Digest)
	rows, err := o.history(ctx)
	if err == nil {
		commit, err = o.compared(ctx, rows, service, commit)
	}
	if err != nil {
		return said + "\nWhether this commit was released before cannot be read: " + err.Error()
	}
	return said + commit
}

// looked is how many releases a commit is compared with.
const looked = 200

// compared says whether the commit is live already, or was before what is live.
func (o *operated) compared(ctx context.Context, from history.Reader, service, commit string) (string, error) {
	live, seen := "", 0
	for row, err := range from.Releases(ctx, service) {
		if err != nil {
			return "", err
		}
		if seen++; seen > looked {
			break
		}
		was := row.Given("commit")
		if row["state"] != "SUCCEEDED" || was == "" {
			continue
		}
		if live == "" {
			live = was
		}
		switch {
		case was != commit:
		case live == commit:
			return "\nThis commit is live already.", nil
		default:
			return fmt.Sprintf("\nThis commit was released before, %s: it is older than %.12s, which is live.",
				release.Moment(row.When(), o.Now()), live), nil
		}
	}
	return "", nil
}
