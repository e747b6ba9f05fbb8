package localaws

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/resources"
)

// Names of the settings, read once by Start.
const (
	// LatencyVariable is a duration that every create, update and delete waits.
	LatencyVariable = "SLIPWAY_LOCAL_LATENCY"
	// FailVariable lists calls to fail: token[:create|update|delete][:nth],
	// separated by commas. The token is a type token, with or without "aws:",
	// or its last word; without nth every such call fails.
	FailVariable = "SLIPWAY_LOCAL_FAIL"
	// ConcurrencyVariable is the account's limit of concurrent Lambda executions.
	ConcurrencyVariable = "SLIPWAY_LOCAL_CONCURRENCY"
	// BuildsVariable is how many builds of a size CodeBuild runs at once; 0 for none, as in
	// a new account.
	BuildsVariable = "SLIPWAY_LOCAL_BUILDS"
	// QuotasVariable lists quotas that the accounts have another value of, by code, such as
	// L-244521F2=1000, separated by commas.
	QuotasVariable = "SLIPWAY_LOCAL_QUOTAS"
	// ThrottleVariable is the share of calls that AWS has no time for: each is tried again
	// later, as the provider does.
	ThrottleVariable = "SLIPWAY_LOCAL_THROTTLE"
	// TrailVariable, if it is 1, gives the simulated accounts a CloudTrail trail, which new
	// accounts have not.
	TrailVariable = "SLIPWAY_LOCAL_TRAIL"
	// PeopleVariable, if it is away, leaves undone what waits for a person: a new connection
	// stays PENDING, and mails about subscriptions are not answered.
	PeopleVariable = "SLIPWAY_LOCAL_PEOPLE"
	// AbsentVariable lists what the settings of services name and the simulated accounts do not
	// hold, such as shop/db or the ARN of a queue, separated by commas. All else is there.
	AbsentVariable = "SLIPWAY_LOCAL_ABSENT"
)

// Limits are what an account has room for.
type Limits struct {
	Concurrency int // of Lambda
	Builds      int // of CodeBuild, of each size
	Quotas      map[string]int
}

const (
	defaultConcurrency = 1000
	defaultBuilds      = 60
)

type settings struct {
	latency time.Duration
	limits  Limits
	faults  []*plannedFault
	trail   bool
	away    bool
	absent  []string
	// throttle is nil if AWS has time for all calls.
	throttle *throttle
}

// readQuotas reads other values for the quotas.
func readQuotas(text string, quotas map[string]int) error {
	var faults []error
	for one := range strings.SplitSeq(text, ",") {
		code, value, _ := strings.Cut(strings.TrimSpace(one), "=")
		n, err := strconv.Atoi(value)
		if _, known := quotas[code]; !known || err != nil || n < 0 {
			faults = append(faults, fmt.Errorf("%s=%s: want a code and a number, such as %s=1000; known are %s",
				QuotasVariable, one, resources.RulesQuota, strings.Join(slices.Sorted(maps.Keys(quotas)), ", ")))
			continue
		}
		quotas[code] = n
	}
	return errors.Join(faults...)
}

func readSettings(getenv func(string) string) (settings, error) {
	s := settings{limits: Limits{
		Concurrency: defaultConcurrency,
		Builds:      defaultBuilds,
		Quotas:      resources.Quotas(),
	}}
	var faults []error
	if text := getenv(LatencyVariable); text != "" {
		d, err := time.ParseDuration(text)
		if err != nil || d < 0 {
			faults = append(faults, fmt.Errorf("%s=%s: want a duration such as 200ms", LatencyVariable, text))
		}
		s.latency = d
	}
	if text := getenv(ConcurrencyVariable); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			faults = append(faults, fmt.Errorf("%s=%s: want a whole number above 0, such as 1000", ConcurrencyVariable, text))
		}
		s.limits.Concurrency = n
	}
	if text := getenv(BuildsVariable); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			faults = append(faults, fmt.Errorf("%s=%s: want a whole number, such as 60", BuildsVariable, text))
		}
		s.limits.Builds = n
	}
	if text := getenv(QuotasVariable); text != "" {
		faults = append(faults, readQuotas(text, s.limits.Quotas))
	}
	if text := getenv(ThrottleVariable); text != "" {
		share, err := strconv.ParseFloat(text, 64)
		if err != nil || share < 0 || share >= 1 {
			faults = append(faults, fmt.Errorf("%s=%s: want a share below 1, such as 0.3", ThrottleVariable, text))
		}
		s.throttle = newThrottle(share)
	}
	switch text := getenv(TrailVariable); text {
	case "", "0", "1":
		s.trail = text == "1"
	default:
		faults = append(faults, fmt.Errorf("%s=%s: want 1 or 0", TrailVariable, text))
	}
	switch text := getenv(PeopleVariable); text {
	case "", "away":
		s.away = text == "away"
	default:
		faults = append(faults, fmt.Errorf("%s=%s: want away, or nothing", PeopleVariable, text))
	}
	for name := range strings.SplitSeq(getenv(AbsentVariable), ",") {
		if name = strings.TrimSpace(name); name != "" {
			s.absent = append(s.absent, name)
		}
	}
	if text := getenv(FailVariable); text != "" {
		for _, one := range strings.Split(text, ",") {
			f, err := parseFault(strings.TrimSpace(one))
			if err != nil {
				faults = append(faults, err)
				continue
			}
			s.faults = append(s.faults, f)
		}
	}
	return s, errors.Join(faults...)
}

// plannedFault is one call, or every call, that has to fail.
type plannedFault struct {
	text      string
	token     string
	operation string // "" for all three
	nth       int    // 0 for every call

	mu   sync.Mutex
	seen int
}

func parseFault(text string) (*plannedFault, error) {
	f := &plannedFault{text: text}
	parts := strings.Split(text, ":")
	if last := parts[len(parts)-1]; len(parts) > 1 {
		if n, err := strconv.Atoi(last); err == nil {
			if n < 1 {
				return nil, fmt.Errorf("%s=%s: calls are counted from 1", FailVariable, text)
			}
			f.nth, parts = n, parts[:len(parts)-1]
		}
	}
	switch last := parts[len(parts)-1]; last {
	case "create", "update", "delete":
		f.operation, parts = last, parts[:len(parts)-1]
	}
	f.token = strings.Join(parts, ":")
	for _, known := range resources.Tokens() {
		if f.names(known) {
			return f, nil
		}
	}
	return nil, fmt.Errorf("%s=%s: no resource type %q; want a token such as lambda/function:Function, then :create, "+
		":update or :delete and a count, both optional",
		FailVariable, text, f.token)
}

func (f *plannedFault) names(token string) bool {
	return f.token != "" && (f.token == token || "aws:"+f.token == token || strings.HasSuffix(token, ":"+f.token))
}

// strike answers with an error when this call is the one to fail.
func (f *plannedFault) strike(operation, token, label string) error {
	if !f.names(token) || f.operation != "" && f.operation != operation {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen++
	if f.nth != 0 && f.nth != f.seen {
		return nil
	}
	return awserr.New(label, operation, "InternalFailure", "asked for by %s=%s", FailVariable, f.text)
}
