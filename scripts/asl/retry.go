package asl

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"slipway/scripts/asl/expression"
)

// retrier tries a task again after certain errors.
type retrier struct {
	names    []string
	interval time.Duration
	backoff  float64
	attempts int
	most     time.Duration // 0: no bound
	jitter   bool
}

// retriers reads the Retry of a task. Defaults are those of the language:
// one second, doubled, three attempts.
func (src *source) retriers(s *state) {
	for _, one := range src.objects("Retry") {
		src.only("Retry", one, "ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds",
			"JitterStrategy", "Comment")
		r := retrier{
			names:    src.names(one),
			interval: time.Duration(src.whole(one, "IntervalSeconds", 1, 1)) * time.Second,
			backoff:  src.rate(one),
			attempts: src.whole(one, "MaxAttempts", 0, 3),
			most:     time.Duration(src.whole(one, "MaxDelaySeconds", 1, 0)) * time.Second,
			jitter:   src.jitter(one),
		}
		s.retriers = append(s.retriers, r)
	}
	for _, r := range s.retriers[:max(0, len(s.retriers)-1)] {
		src.lastIfAll("Retry", r.names)
	}
}

// rate reads the factor by which the delay grows.
func (src *source) rate(one map[string]any) float64 {
	value, there := one["BackoffRate"]
	if !there {
		return 2
	}
	rate, ok := expression.Number(value)
	if !ok || rate < 1 {
		src.fault("BackoffRate must be a number of at least 1")
	}
	return rate
}

// jitter reads whether the delay is drawn.
func (src *source) jitter(one map[string]any) bool {
	value, there := one["JitterStrategy"]
	if there && value != "FULL" && value != "NONE" {
		src.fault("JitterStrategy must be FULL or NONE")
	}
	return value == "FULL"
}

// lastIfAll notes a States.ALL that keeps what follows it from ever matching.
func (src *source) lastIfAll(field string, names []string) {
	if slices.Contains(names, All) {
		src.fault("States.ALL must be in the last %s", field)
	}
}

// objects reads a list of objects.
func (src *source) objects(field string) []map[string]any {
	value, there := src.fields[field]
	if !there {
		return nil
	}
	list, ok := value.([]any)
	objects := make([]map[string]any, 0, len(list))
	for _, element := range list {
		object, isObject := element.(map[string]any)
		ok = ok && isObject
		objects = append(objects, object)
	}
	if !ok || len(objects) == 0 {
		src.fault("%s must be a list of objects", field)
		return nil
	}
	return objects
}

// only notes the keys of an object that are not among the known ones.
func (src *source) only(field string, object map[string]any, known ...string) {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if !slices.Contains(known, key) {
			src.fault("%s: field %s is not supported", field, key)
		}
	}
}

// names reads ErrorEquals. States.ALL must stand alone, as the language asks.
func (src *source) names(object map[string]any) []string {
	list, _ := object["ErrorEquals"].([]any)
	var names []string
	all := false
	for _, element := range list {
		if name, ok := element.(string); ok {
			names = append(names, name)
			all = all || name == All
		}
	}
	if len(names) == 0 || len(names) != len(list) {
		src.fault("ErrorEquals must be a list of error names")
	}
	if all && len(names) > 1 {
		src.fault("States.ALL must stand alone in an ErrorEquals")
	}
	return names
}

// delay is how long to wait before the next attempt, after so many retries by
// this retrier. With full jitter it is anything up to that (Step Functions
// developer guide, "Retrying after an error").
func (r retrier) delay(retries int, random *rand.Rand) time.Duration {
	most := time.Duration(math.MaxInt64 - 1)
	if r.most > 0 {
		most = r.most
	}
	d := most
	if grown := float64(r.interval) * math.Pow(r.backoff, float64(retries)); grown < float64(most) {
		d = time.Duration(grown)
	}
	if r.jitter && random != nil {
		d = time.Duration(random.Int64N(int64(d) + 1))
	}
	return d
}
