// Package hook says how the webhook stands: its last deliveries and what each led to, and
// which secrets count.
//
// What must not be here: any secret's value.
package hook

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"slipway/stacks/delivery/receiver/webhook"
)

// Delivery is one call of the webhook.
type Delivery struct {
	Time       time.Time `json:"time"`
	ID         string    `json:"delivery"` // GitHub's
	Event      string    `json:"event"`
	Repository string    `json:"repository"`
	Ref        string    `json:"ref"`
	Commit     string    `json:"commit"`
	Answer     int       `json:"answer"`  // HTTP status
	Outcome    string    `json:"outcome"` // what GitHub was told
	Started    []Start   `json:"started"` // pipelines, whoever started them with this commit

	request string // API Gateway's id
}

// Start is an execution of a service's pipeline.
type Start struct {
	Service   string `json:"service"`
	Execution string `json:"execution"`
	Status    string `json:"status"`
}

// Secret is how the webhook's secret stands.
type Secret struct {
	Arn   string     `json:"arn"`
	Since *time.Time `json:"since"` // null if it has no value
	// BeforeUntil is until when the one before it counts as well; null if it does not.
	BeforeUntil *time.Time `json:"beforeUntil"`
}

// Place is where the webhook is: an account, or a simulated one.
type Place interface {
	// Lines are what was written to a log group from a time until before another, the
	// oldest first.
	Lines(ctx context.Context, of Log, from, to time.Time) ([]Line, error)
	// Versions are those of a secret that have a label.
	Versions(ctx context.Context, arn string) ([]Version, error)
	// Rule is how a rule of a bus stands.
	Rule(ctx context.Context, bus, name string) (Rule, error)
	// Executions are those of a pipeline since a time.
	Executions(ctx context.Context, pipeline string, since time.Time) ([]Execution, error)
}

// Version is one of a secret.
type Version struct {
	Label   string
	Created time.Time
}

// Execution is one of a pipeline.
type Execution struct{ ID, Commit, Status string }

// Hook is the webhook of an environment.
type Hook struct {
	Place     Place
	Receiver  string            // log group of the function
	API       string            // log group of the API before it
	Secret    string            // ARN
	Pipelines map[string]string // by service
	Bus       string
	Rules     map[string]string // by service, the one that starts its pipeline
	Now       time.Time
}

// Secrets reads how the secret stands. The receiver's rule of what counts is the same.
func (h Hook) Secrets(ctx context.Context) (Secret, error) {
	s := Secret{Arn: h.Secret}
	versions, err := h.Place.Versions(ctx, h.Secret)
	if err != nil {
		return s, fmt.Errorf("read the versions of secret %s: %w", h.Secret, err)
	}
	before := false
	for _, v := range versions {
		switch v.Label {
		case webhook.CurrentSecret:
			s.Since = &v.Created
		case webhook.PreviousSecret:
			before = true
		}
	}
	if before && s.Since != nil {
		until := s.Since.Add(webhook.BothCount)
		if until.After(h.Now) {
			s.BeforeUntil = &until
		}
	}
	return s, nil
}

// spans are how far back the logs are read, each only if the one before has too little:
// as far as the longest that is usual.
var spans = []time.Duration{time.Hour, 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour}

// Deliveries are the latest, at most so many, the latest first.
func (h Hook) Deliveries(ctx context.Context, most int) ([]Delivery, error) {
	var all []Delivery
	to := h.Now.AddDate(1, 0, 0) // a simulated run ends later than the clock on the wall
	for _, span := range spans {
		from := h.Now.Add(-span)
		heard, err := h.heard(ctx, from, to)
		if err != nil {
			return nil, err
		}
		all = append(all, heard...)
		if len(all) >= most {
			all = all[:most]
			break
		}
		to = from
	}
	return all, h.follow(ctx, all)
}

// heard are the deliveries in a span of time, the latest first.
func (h Hook) heard(ctx context.Context, from, to time.Time) ([]Delivery, error) {
	lines, err := h.Place.Lines(ctx, Log{h.Receiver, ofReceiver}, from, to)
	if err != nil {
		return nil, err
	}
	var all []Delivery
	known := map[string]bool{}
	for _, line := range lines {
		if d, ok := received(line); ok {
			all, known[d.request] = append(all, d), true
		}
	}
	lines, err = h.Place.Lines(ctx, Log{h.API, ofAPI}, from, to)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		if d, ok := turnedAway(line); ok && !known[d.request] {
			all = append(all, d)
		}
	}
	slices.Reverse(all) // of two at one moment, the one that was written last
	slices.SortStableFunc(all, func(a, b Delivery) int { return cmp.Compare(b.Time.UnixNano(), a.Time.UnixNano()) })
	return all, nil
}

// follow finds what the deliveries led to.
func (h Hook) follow(ctx context.Context, all []Delivery) error {
	var since time.Time
	for _, d := range all {
		if d.accepted() {
			since = d.Time
		}
	}
	if since.IsZero() {
		return nil
	}
	for _, service := range slices.Sorted(maps.Keys(h.Pipelines)) {
		executions, err := h.Place.Executions(ctx, h.Pipelines[service], since.Add(-time.Minute))
		if err != nil {
			return fmt.Errorf("list executions of %s: %w", h.Pipelines[service], err)
		}
		for i := range all {
			for _, e := range executions {
				if all[i].accepted() && e.Commit == all[i].Commit {
					all[i].Started = append(all[i].Started, Start{
						Service:   service,
						Execution: e.ID,
						Status:    e.Status,
					})
				}
			}
		}
	}
	return nil
}

// accepted reports whether the delivery is a push that went to the bus.
func (d Delivery) accepted() bool { return d.Commit != "" && d.Answer < 300 }

// Branch is the branch that was pushed; "" if it was none.
func (d Delivery) Branch() string {
	branch, is := strings.CutPrefix(d.Ref, "refs/heads/")
	if !is {
		return ""
	}
	return branch
}
