package hook

import (
	"context"
	"errors"
	"slices"
	"time"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/store"
	"slipway/scripts/operate/logs"
)

// Simulated is a simulated account.
type Simulated struct {
	Store   *store.Store
	Account string
}

// Lines reads the events of the group. Those that the pattern leaves out are known by
// their contents as well.
func (s Simulated) Lines(ctx context.Context, of Log, from, to time.Time) ([]Line, error) {
	lines, err := logs.Simulated{Store: s.Store, Account: s.Account}.Lines(ctx, logs.Query{
		Group: of.Group,
		From:  from,
		To:    to,
	})
	return heard(lines), err
}

// Versions are the secret's two.
func (s Simulated) Versions(_ context.Context, arn string) ([]Version, error) {
	var all []Version
	for _, label := range []string{store.SecretCurrent, store.SecretPrevious} {
		v, err := s.Store.SecretVersion(s.Account, arn, label)
		if errors.Is(err, store.ErrNoSecretValue) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, Version{label, v.Created})
	}
	return all, nil
}

// Rule looks for the rule and its targets.
func (s Simulated) Rule(_ context.Context, bus, name string) (r Rule, err error) {
	view := account.View{Store: s.Store}
	rules, err := view.AllRules(s.Account, bus)
	if err != nil {
		return r, err
	}
	for _, rule := range rules {
		if rule.Name != name {
			continue
		}
		targets, err := view.Targets(s.Account, rule)
		return Rule{
			There:   true,
			Enabled: rule.State == "ENABLED",
			Leads:   len(targets) > 0,
		}, err
	}
	return r, nil
}

// Executions are those of the pipeline, the latest first.
func (s Simulated) Executions(_ context.Context, pipeline string, since time.Time) ([]Execution, error) {
	var kept []codepipeline.Execution
	_, err := s.Store.Document(s.Account, codepipeline.Kind, pipeline, &kept)
	var all []Execution
	for _, e := range slices.Backward(kept) {
		if !e.Started.Before(since) {
			all = append(all, Execution{
				ID:     e.ID,
				Commit: e.Commit,
				Status: e.Status,
			})
		}
	}
	return all, err
}
