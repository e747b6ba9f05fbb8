package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// ratePattern is a schedule by its period (EventBridge User Guide,
// eb-scheduled-rule-pattern).
var ratePattern = regexp.MustCompile(`^rate\((1 (minute|hour|day)|([2-9]|[1-9][0-9]{1,5}) (minutes|hours|days))\)$`)

// cronFields are the six fields of a schedule by the calendar.
var cronFields = []*regexp.Regexp{
	cronField(`[0-5]?[0-9]`, ""),
	cronField(`[01]?[0-9]|2[0-3]`, ""),
	cronField(`0?[1-9]|[12][0-9]|3[01]`, `|\?|LW?|([1-9]|[12][0-9]|3[01])W`),
	cronField(`0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC`, ""),
	cronField(weekday, `|\?|L|(`+weekday+`)(L|#[1-5])`),
	cronField(`19[7-9][0-9]|2[01][0-9]{2}`, ""),
}

const weekday = `[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT`

// cronField is a list of values, ranges and steps, or what else the field may be.
func cronField(value, more string) *regexp.Regexp {
	one := `(\*|(` + value + `)(-(` + value + `))?)(/[1-9][0-9]*)?`
	return regexp.MustCompile(`^(` + one + `(,` + one + `)*` + more + `)$`)
}

const scheduleRule = "rate(5 minutes) or cron(0 3 * * ? *): minutes, hours, day of the month, month, day " +
	"of the week and " +
	"year, in UTC, one of the two days ?"

func (r *Reader) schedule(key string) string {
	text := r.Text(key, "")
	if !ratePattern.MatchString(text) && !isCron(text) {
		r.Reject(key, text, scheduleRule)
	}
	return text
}

func isCron(text string) bool {
	inside, is := strings.CutPrefix(strings.TrimSuffix(text, ")"), "cron(")
	fields := strings.Split(inside, " ")
	if !is || !strings.HasSuffix(text, ")") || len(fields) != len(cronFields) {
		return false
	}
	for i, field := range cronFields {
		if !field.MatchString(fields[i]) {
			return false
		}
	}
	return (fields[2] == "?") != (fields[4] == "?")
}

// pattern reads an event pattern. One that names no source would match all that happens.
func (r *Reader) pattern(key string) map[string]any {
	var pattern map[string]any
	r.Object(key, &pattern, `an event pattern, such as {"source": ["shop.orders"], "detail-type": ["paid"]}`)
	if _, named := pattern["source"].([]any); !named {
		r.Reject(key, compact(pattern), "an event pattern with the source of the events, such as "+
			`{"source": ["shop.orders"]}`)
	}
	if size := len(compact(pattern)); size > mostPattern {
		r.Reject(key, fmt.Sprintf("%d characters", size), fmt.Sprintf("at most %d, as EventBridge takes", mostPattern))
	}
	r.lists(key, pattern, true)
	return pattern
}

// filter reads which messages of a topic are taken. Attributes have no parts.
func (r *Reader) filter(key string, inBody bool) map[string]any {
	var filter map[string]any
	r.Object(key, &filter, `a filter policy of SNS, such as {"kind": ["order"]}`)
	r.lists(key, filter, inBody)
	if keys := leaves(filter); keys > mostFilterKeys {
		r.Reject(key, fmt.Sprintf("%d keys", keys), fmt.Sprintf("at most %d, as SNS takes", mostFilterKeys))
	}
	return filter
}

// leaves counts the keys whose values SNS compares.
func leaves(filter map[string]any) int {
	n := 0
	for _, value := range filter {
		if part, nested := value.(map[string]any); nested {
			n += leaves(part)
		} else {
			n++
		}
	}
	return n
}

// lists rejects what is neither a list of values nor, where that may be, an object of such.
func (r *Reader) lists(key string, object map[string]any, nested bool) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		at := key + "." + name
		switch value := object[name].(type) {
		case []any:
			if len(value) == 0 {
				r.Reject(at, "[]", "at least one value")
			}
		case map[string]any:
			if !nested {
				r.Reject(at, compact(value), "a list of values; objects are for filterScope body")
			} else if len(value) == 0 {
				r.Reject(at, "{}", "at least one value")
			}
			r.lists(at, value, nested)
		default:
			r.Reject(at, compact(value), "a list of values, such as [1]")
		}
	}
}
