package asl_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

// What the names of an ErrorEquals match, from "Handling errors in Step Functions
// workflows", Step Functions developer guide (concepts-error-handling).
func TestNamesMatchTheErrorsTheyStandFor(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("x", 300_000)
	errs := map[string]asl.Tasks{
		"Busy":                     always(busy()),
		"States.Timeout":           always(&asl.Error{Name: asl.Timeout}),
		"States.HeartbeatTimeout":  always(&asl.Error{Name: "States.HeartbeatTimeout"}),
		"States.Permissions":       always(&asl.Error{Name: "States.Permissions"}),
		"States.TaskFailed":        always(errors.New("no name")),
		"States.DataLimitExceeded": answer(big),
		"States.Runtime":           always(&asl.Error{Name: asl.Runtime}),
	}
	matched := map[string][]string{
		"States.ALL": {
			"Busy", "States.Timeout", "States.HeartbeatTimeout", "States.Permissions", "States.TaskFailed",
		},
		"States.TaskFailed":        {"Busy", "States.HeartbeatTimeout", "States.Permissions", "States.TaskFailed"},
		"States.Timeout":           {"States.Timeout"},
		"States.HeartbeatTimeout":  {"States.HeartbeatTimeout"},
		"States.Permissions":       {"States.Permissions"},
		"States.DataLimitExceeded": {"States.DataLimitExceeded"},
		"States.Runtime":           {},
		"Other":                    {},
	}
	for name, wanted := range matched {
		m := machine(t, `{"A": {`+call+`, "End": true, "Retry": [{"ErrorEquals": ["`+name+`"], "MaxAttempts": 1}],
			"Catch": [{"ErrorEquals": ["`+name+`"], "ResultPath": null, "Next": "B"}]},
			"B": {"Type": "Pass", "Result": "caught", "End": true}}`)
		for happened, service := range errs {
			kinds := map[asl.Kind]int{}
			got, err := m.Run(context.Background(), nil, asl.Options{
				Tasks:   service,
				Clock:   asl.NewSkippingClock(start),
				Observe: func(e asl.Event) { kinds[e.Kind]++ },
			})
			if slices.Contains(wanted, happened) {
				require.NoError(t, err, "%s must catch %s", name, happened)
				assert.Equal(t, "caught", got)
				assert.Equal(t, 1, kinds[asl.Retrying], "%s must retry %s", name, happened)
				continue
			}
			var named *asl.Error
			require.ErrorAs(t, err, &named, "%s must not catch %s", name, happened)
			assert.Equal(t, happened, named.Name)
			assert.Zero(t, kinds[asl.Retrying], "%s must not retry %s", name, happened)
		}
	}
}

func TestTheFirstRetrierThatMatchesDecides(t *testing.T) {
	t.Parallel()
	m := machine(t, `{"A": {`+call+`, "End": true, "Retry": [
		{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 0},
		{"ErrorEquals": ["Busy", "Other"], "MaxAttempts": 2},
		{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 5, "MaxAttempts": 1}]}}`)
	for name, c := range map[string]struct {
		errs []error
		want string
	}{
		"what is never retried":                  {[]error{&asl.Error{Name: asl.Timeout}}, "States.Timeout"},
		"a retrier counts all that it matches":   {[]error{busy(), &asl.Error{Name: "Other"}, busy()}, "Busy"},
		"each retrier counts for itself":         {[]error{busy(), &asl.Error{Name: "X"}, busy()}, ""},
		"a used up one hides those that follow":  {[]error{busy(), busy(), busy()}, "Busy"},
		"the wildcard takes what is not matched": {[]error{&asl.Error{Name: "X"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := m.Run(context.Background(), nil, asl.Options{
				Tasks: failing(c.errs...),
				Clock: asl.NewSkippingClock(start),
			})
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, c.want)
		})
	}
}
