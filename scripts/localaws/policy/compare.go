package policy

import (
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// comparison is the test behind an operator that is not negated. A value that is no
// number, date or address meets none of those.
func comparison(name string) func(wanted, got string) bool {
	switch {
	case name == "StringEquals" || name == "BinaryEquals":
		return func(wanted, got string) bool { return wanted == got }
	case name == "StringEqualsIgnoreCase" || name == "Bool":
		return strings.EqualFold
	case name == "StringLike":
		return Like
	case strings.HasPrefix(name, "Arn"):
		return arnLike
	case name == "IpAddress":
		return inRange
	}
	if order, isNumeric := strings.CutPrefix(name, "Numeric"); isNumeric {
		return ordered(order, func(text string) (float64, error) { return strconv.ParseFloat(text, 64) })
	}
	return ordered(strings.TrimPrefix(name, "Date"), moment)
}

// arnLike compares each of the six parts of an ARN with its own pattern, so that an
// asterisk does not reach over a colon, except in the last.
func arnLike(pattern, text string) bool {
	patterns, parts := strings.SplitN(pattern, ":", 6), strings.SplitN(text, ":", 6)
	if len(patterns) != 6 || len(parts) != 6 {
		return pattern == "*" || pattern == text
	}
	for i := range patterns {
		if !Like(patterns[i], parts[i]) {
			return false
		}
	}
	return true
}

// inRange reports whether an address is in a range, or is the one address.
func inRange(wanted, got string) bool {
	address, err := netip.ParseAddr(got)
	if err != nil {
		return false
	}
	if one, err := netip.ParseAddr(wanted); err == nil {
		return one == address
	}
	prefix, err := netip.ParsePrefix(wanted)
	return err == nil && prefix.Contains(address)
}

// ordered compares two texts by what they are worth.
func ordered(order string, read func(string) (float64, error)) func(wanted, got string) bool {
	return func(wanted, got string) bool {
		limit, err := read(wanted)
		value, also := read(got)
		if err != nil || also != nil {
			return false
		}
		switch order {
		case "LessThan":
			return value < limit
		case "LessThanEquals":
			return value <= limit
		case "GreaterThan":
			return value > limit
		case "GreaterThanEquals":
			return value >= limit
		}
		return value == limit
	}
}

// moment reads a date as IAM takes it: ISO 8601, or seconds since 1970.
func moment(text string) (float64, error) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return seconds, nil
	}
	layout := time.RFC3339
	if !strings.Contains(text, "T") {
		layout = time.DateOnly
	}
	at, err := time.Parse(layout, text)
	return float64(at.UnixMilli()) / 1000, err
}
