// Package capacity compares what a deployment needs with what the accounts have room
// for, before the first change: a deployment that finds out half-way leaves a half.
//
// It counts only what the state does not hold yet, and collects all shortages. A
// shortage is what AWS would reject. What works but will be tight, or waits for a
// person, is a note. What may not be read is said and stops nothing.
package capacity

import (
	"context"
	"fmt"
	"strings"
)

// Account answers what an AWS account has room for, in the region of the environment.
type Account interface {
	// Concurrency is how many Lambda executions run at once, and how many of these no
	// function has reserved.
	Concurrency(context.Context) (limit, unreserved int, err error)
	// Quota is the value that is in force.
	Quota(context.Context, Quota) (int, error)
	Bucket(ctx context.Context, name string) (Owner, error)
	// Connection is the status of a connection to GitHub, "" if there is none.
	Connection(ctx context.Context, arn string) (string, error)
	// Unconfirmed are the addresses that have not confirmed their subscription.
	Unconfirmed(ctx context.Context, topic string) ([]string, error)
	// Workspace tells whether AWS may post into the Slack workspace.
	Workspace(ctx context.Context, id string) (bool, error)
}

// Owner is whose a bucket's name is.
type Owner int

// Owners of a name.
const (
	Nobody Owner = iota
	Ours
	Another
)

// Reservation is what a function is to reserve beyond what it has.
type Reservation struct {
	Function   string
	Setting    string // the key that says so
	Executions int
}

// Needs are what a deployment needs and the accounts do not have yet.
type Needs struct {
	Env, Region string
	Own, Target string // account ids; the same for a single account
	// Functions are to be in the target account, Receiver in the own one.
	Functions, Receiver []Reservation
	Freed               int            // executions of functions that go first
	Builds              map[string]int // services, by the size of the hosts that they build on
	Services            int            // of the environment; 0 if there are no more than there were
	Pulls               int            // webhooks of pull requests that are still to be made
	Buckets             []string
	Connection          string // ARN; "" if it is still to be made
	Topic               string // ARN; "" if it is still to be made
	Workspace           string // of Slack; "" if messages are shown there already, or are not to be
}

// Found is the result of a look at the accounts.
type Found struct {
	Notes  []string // sentences
	Unread []string // what may not be looked at

	shortages []string
}

// Check asks the accounts. The error is a *ShortageError.
func (n Needs) Check(ctx context.Context, own, target Account) (Found, error) {
	var f Found
	if n.Own == n.Target {
		n.concurrency(ctx, &f, own, n.Own, append(n.Functions, n.Receiver...))
	} else {
		n.concurrency(ctx, &f, target, n.Target, n.Functions)
		n.concurrency(ctx, &f, own, n.Own, n.Receiver)
	}
	n.builds(ctx, &f, own)
	n.counts(ctx, &f, own)
	n.buckets(ctx, &f, own)
	n.people(ctx, &f, own)
	n.chat(ctx, &f, own)
	if len(f.shortages) == 0 {
		return f, nil
	}
	return f, &ShortageError{Env: n.Env, Shortages: f.shortages}
}

// ShortageError is all that the accounts have no room for.
type ShortageError struct {
	Env       string
	Shortages []string
}

// Error lists the shortages, a line each.
func (e *ShortageError) Error() string {
	return fmt.Sprintf("AWS has no room for all that %s is to have, so nothing was changed:\n- %s",
		e.Env, strings.Join(e.Shortages, "\n- "))
}

func (f *Found) short(format string, args ...any) {
	f.shortages = append(f.shortages, fmt.Sprintf(format, args...))
}

func (f *Found) note(format string, args ...any) {
	f.Notes = append(f.Notes, fmt.Sprintf(format, args...))
}

func (f *Found) unread(what string, err error) {
	reason, _, _ := strings.Cut(err.Error(), "\n")
	f.Unread = append(f.Unread, fmt.Sprintf("%s (%s)", what, reason))
}
