package statemachines

import (
	"cmp"
	"fmt"
)

// calls are the queries for the number of calls through the alias so far. One with a
// version counts those that it got while others had traffic too: only then Lambda
// counts by version (Lambda developer guide, monitoring-metrics-types). RUNNING_SUM
// adds the minutes up; the newest value is the total.
func (s ReleaseSettings) calls(version map[string]any) []any {
	dimensions := []any{
		map[string]any{"Name": "FunctionName", "Value": s.FunctionName},
		map[string]any{"Name": "Resource", "Value.$": "States.Format('{}:{}', $.names.function, $.names.alias)"},
	}
	if version != nil {
		dimensions = append(dimensions, version)
	}
	return []any{
		map[string]any{
			"Id": "calls",
			"MetricStat": map[string]any{
				"Metric": map[string]any{"Namespace": "AWS/Lambda", "MetricName": "Invocations", "Dimensions": dimensions},
				"Period": 60,
				"Stat":   "Sum",
			},
			"ReturnData": false,
		},
		map[string]any{
			"Id":         "total",
			"Expression": "RUNNING_SUM(calls)",
			"ReturnData": true,
		},
	}
}

// newCalls are those that judge a release: what the new version got beside the old one,
// or everything if it got all traffic at once.
func (s ReleaseSettings) newCalls() []any {
	if s.AllAtOnce {
		return s.calls(nil)
	}
	return s.calls(map[string]any{"Name": "ExecutedVersion", "Value.$": "$.target.version"})
}

const (
	// enoughRequests would show a version that fails one call in ten with a probability
	// of 95 % (1 - 0.9^30).
	enoughRequests = 30
	// mostCalls is how many calls a release makes itself at most: each costs nine of the
	// 25,000 events that an execution may have (Step Functions quotas).
	mostCalls = 600
)

// each is how many calls a look makes up for, rounded up.
func (s ReleaseSettings) each(seconds int) int {
	return (s.TrafficPerMinute*seconds + 59) / 60
}

// Smoke is how a version is tried.
type Smoke struct {
	Event          any // what the function is called with
	Status         int // the statusCode of a good answer; 0 for any below 500
	Attempts       int // calls until the version counts as bad
	TimeoutSeconds int // of one call: the function's own
}

func (s Smoke) values() map[string]any {
	event := s.Event
	if event == nil {
		event = map[string]any{}
	}
	return map[string]any{
		"smokeEvent":    event,
		"smokeTimeout":  cmp.Or(s.TimeoutSeconds, 60),
		"smokeAttempts": cmp.Or(s.Attempts, 3),
		"badAnswers":    s.badAnswers(),
	}
}

// good says in words what is asked for.
func (s Smoke) good() string {
	if s.Status == 0 {
		return "a status below 500"
	}
	return fmt.Sprint("status ", s.Status)
}

// badAnswers are the choices that find an answer wrong. With any status allowed an
// answer need not have one.
func (s Smoke) badAnswers() []any {
	status := func(test string, value any) map[string]any {
		return map[string]any{"Variable": "$.answer.payload.statusCode", test: value}
	}
	numeric := map[string]any{"And": []any{status("IsPresent", true), status("IsNumeric", true)}}
	if s.Status == 0 {
		return []any{
			map[string]any{"Variable": "$.answer.payload", "IsPresent": false, "Next": "BadShape"},
			map[string]any{"And": []any{numeric, status("NumericGreaterThanEquals", 500)}, "Next": "BadAnswer"},
		}
	}
	return []any{
		map[string]any{"Not": numeric, "Next": "BadShape"},
		map[string]any{"Not": status("NumericEquals", s.Status), "Next": "BadAnswer"},
	}
}
