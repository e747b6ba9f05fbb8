package resources

import (
	"regexp"
	"strconv"
	"strings"

	"slipway/scripts/localaws/awserr"
)

var rate = regexp.MustCompile(`^rate\((\d+) (minute|hour|day)(s?)\)$`)

// calendar are the fields of a cron expression: the numbers from least to most, the names that
// stand for them, and which of EventBridge's letters there may be.
var calendar = []struct {
	least, most int
	names       string
	letters     string
}{
	{0, 59, "", ""},
	{0, 23, "", ""},
	{1, 31, "", "?LW"},
	{1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", ""},
	{1, 7, "SUN MON TUE WED THU FRI SAT", "?L#"},
	{1970, 2199, "", ""},
}

// schedule rejects an expression that PutRule does not take (EventBridge User Guide,
// eb-scheduled-rule-pattern), and one on a bus of one's own.
func schedule(c *Call) error {
	text, given := c.In.Text("scheduleExpression")
	if !given || text == "" {
		return nil
	}
	if busOf(c) != "default" {
		return awserr.New("EventBridge", "PutRule", "ValidationException",
			"ScheduleExpression is supported only on the default event bus.")
	}
	if !isRate(text) && !isCron(text) {
		return awserr.New("EventBridge", "PutRule", "ValidationException", "Parameter ScheduleExpression is not valid.")
	}
	return nil
}

func isRate(text string) bool {
	parts := rate.FindStringSubmatch(text)
	if parts == nil {
		return false
	}
	n, err := strconv.Atoi(parts[1])
	return err == nil && n > 0 && (n == 1) == (parts[3] == "")
}

func isCron(text string) bool {
	inside, is := strings.CutPrefix(text, "cron(")
	inside, closed := strings.CutSuffix(inside, ")")
	fields := strings.Split(inside, " ")
	if !is || !closed || len(fields) != len(calendar) || (fields[2] == "?") == (fields[4] == "?") {
		return false
	}
	for i, field := range fields {
		for _, item := range strings.Split(field, ",") {
			if !calendarItem(i, item) {
				return false
			}
		}
	}
	return true
}

// calendarItem reports whether an item of a field is a value, a range or a step, or one of
// the field's letters with what they stand beside.
func calendarItem(field int, item string) bool {
	f := calendar[field]
	value := func(text string) bool {
		if text == "" {
			return false
		}
		if strings.Contains(" "+f.names+" ", " "+text+" ") {
			return true
		}
		n, err := strconv.Atoi(text)
		return err == nil && n >= f.least && n <= f.most
	}
	if item == "?" || item == "L" || item == "LW" && strings.Contains(f.letters, "W") {
		return strings.Contains(f.letters, item[:1])
	}
	for _, letter := range []string{"L", "W"} {
		if day, is := strings.CutSuffix(item, letter); is && strings.Contains(f.letters, letter) && value(day) {
			return true
		}
	}
	if day, nth, is := strings.Cut(item, "#"); is {
		n, err := strconv.Atoi(nth)
		return strings.Contains(f.letters, "#") && value(day) && err == nil && n >= 1 && n <= 5
	}
	item, step, stepped := strings.Cut(item, "/")
	if n, err := strconv.Atoi(step); stepped && (err != nil || n < 1) {
		return false
	}
	from, to, isRange := strings.Cut(item, "-")
	return item == "*" || value(from) && (!isRange || value(to))
}
