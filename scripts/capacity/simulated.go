package capacity

import (
	"context"
	"strings"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/properties"
)

// Simulated is an account of the simulated AWS. Its mails are answered and its connections
// completed at once, unless the people are away.
type Simulated struct {
	Store   *localaws.Store
	Limits  localaws.Limits
	Account string
	Away    bool
}

// Concurrency takes off the limit what the functions reserve.
func (s Simulated) Concurrency(context.Context) (limit, unreserved int, err error) {
	functions, err := s.Store.List(s.Account, "aws:lambda/function:Function")
	if err != nil {
		return 0, 0, err
	}
	unreserved = s.Limits.Concurrency
	for _, f := range functions {
		if n, ok := properties.Map(f.Outputs).Num("reservedConcurrentExecutions"); ok && n > 0 {
			unreserved -= int(n)
		}
	}
	return s.Limits.Concurrency, unreserved, nil
}

// Quota is a setting of the simulation.
func (s Simulated) Quota(_ context.Context, q Quota) (int, error) {
	if n, counted := s.Limits.Quotas[q.Code]; counted {
		return n, nil
	}
	return s.Limits.Builds, nil
}

// Bucket looks into all accounts.
func (s Simulated) Bucket(_ context.Context, name string) (Owner, error) {
	accounts, err := s.Store.Accounts()
	if err != nil {
		return Nobody, err
	}
	for _, account := range accounts {
		_, found, err := s.Store.Get(account, "aws:s3/bucketV2:BucketV2", name)
		switch {
		case err != nil:
			return Nobody, err
		case found && account == s.Account:
			return Ours, nil
		case found:
			return Another, nil
		}
	}
	return Nobody, nil
}

// Connection has the status that the account keeps; what is PENDING has been completed by a
// person who is there. One that was made by hand is elsewhere.
func (s Simulated) Connection(_ context.Context, arn string) (string, error) {
	if !strings.Contains(arn, ":"+s.Account+":") {
		return available, nil
	}
	c, found, err := s.Store.Get(s.Account, "aws:codestarconnections/connection:Connection", arn)
	if err != nil || !found {
		return "", err
	}
	status := properties.Map(c.Outputs).Str("connectionStatus")
	if status == "PENDING" && !s.Away {
		return available, nil
	}
	return status, nil
}

// Unconfirmed are the addresses whose mails nobody has answered.
func (s Simulated) Unconfirmed(_ context.Context, topic string) ([]string, error) {
	waiting, _, err := s.subscriptions(topic)
	return waiting, err
}

// Subscribed are the ARNs of the others.
func (s Simulated) Subscribed(_ context.Context, topic string) ([]string, error) {
	_, counts, err := s.subscriptions(topic)
	return counts, err
}

func (s Simulated) subscriptions(topic string) (waiting, counts []string, err error) {
	all, err := s.Store.List(s.Account, "aws:sns/topicSubscription:TopicSubscription")
	for _, r := range all {
		switch out := properties.Map(r.Outputs); {
		case out.Str("topic") != topic:
		case s.Away && r.Outputs["pendingConfirmation"] == true:
			waiting = append(waiting, out.Str("endpoint"))
		default:
			counts = append(counts, r.ID)
		}
	}
	return waiting, counts, err
}
