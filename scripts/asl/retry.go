package asl

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"slipway/scripts/asl/expression"
	"slipway/scripts/asl/jsonpath"
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

// catcher leads on after certain errors.
type catcher struct {
	names      []string
	resultPath jsonpath.Path
	discard    bool
	next       string
}

// retriers reads the Retry of a task. Defaults are those of the language:
// one second, doubled, three attempts.
func (src *source) retriers(s *state) {
	for _, one := range src.objects("Retry") {
		src.only("Retry", one, "ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds",
			"JitterStrategy", "Comment")
		r := retrier{
			names:    src.names(one),
			interval: time.Second,
			backoff:  2,
			attempts: 3,
		}
		if _, there := one["IntervalSeconds"]; there {
			r.interval = time.Duration(src.positive(one, "IntervalSeconds")) * time.Second
		}
		if rate, there := expression.Number(one["BackoffRate"]); there {
			r.backoff = rate
		}
		if attempts, there := expression.Number(one["MaxAttempts"]); there {
			r.attempts = int(attempts)
		}
		if _, there := one["MaxDelaySeconds"]; there {
			r.most = time.Duration(src.positive(one, "MaxDelaySeconds")) * time.Second
		}
		r.jitter = one["JitterStrategy"] == "FULL"
		s.retriers = append(s.retriers, r)
	}
}

// catchers reads the Catch of a task.
func (src *source) catchers(s *state) {
	for _, one := range src.objects("Catch") {
		src.only("Catch", one, "ErrorEquals", "ResultPath", "Next", "Comment")
		c := catcher{names: src.names(one)}
		c.next, _ = one["Next"].(string)
		if value, there := one["ResultPath"]; there && value == nil {
			c.discard = true
		} else {
			c.resultPath = src.reference(one, "ResultPath")
		}
		s.catchers = append(s.catchers, c)
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
	d := time.Duration(float64(r.interval) * math.Pow(r.backoff, float64(retries)))
	if r.most > 0 && d > r.most {
		d = r.most
	}
	if r.jitter && random != nil {
		d = time.Duration(random.Int64N(int64(d) + 1))
	}
	return d
}
