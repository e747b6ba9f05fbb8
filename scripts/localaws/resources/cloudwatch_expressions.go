package resources

import (
	"regexp"
	"slices"
	"unicode"
)

var (
	queryID   = regexp.MustCompile(`^[a-z][a-zA-Z0-9_]*$`)
	mathToken = regexp.MustCompile(
		`^(?:\s+|"[^"]*"|'[^']*'|[A-Za-z]\w*|\d+(?:\.\d+)?|==|!=|<=|>=|&&|\|\||[-+*/^<>(),\[\]])`,
	)
)

// mathWords are the functions and logical operators that an alarm may use (CloudWatch
// User Guide, using-metric-math).
var mathWords = []string{
	"ABS", "AND", "ANOMALY_DETECTION_BAND", "AVG", "CEIL", "DIFF", "DIFF_TIME", "FILL", "FIRST", "FLOOR", "IF", "LAST",
	"LINEAR", "LOG", "LOG10", "MAX", "METRICS", "METRIC_COUNT", "MIN", "OR", "PERIOD", "RATE", "REPEAT", "SUM",
	"TIME_SERIES",
}

// alarmExpressions rejects an expression with a character, a word or an id that is not
// known, and with brackets that do not match.
func alarmExpressions(c *Call) error {
	queries, known := c.In.Maps("metricQueries"), slices.Clone(mathWords)
	for _, q := range queries {
		known = append(known, q.Str("id"))
	}
	for _, q := range queries {
		if why := unreadable(q.Str("expression"), known); why != "" {
			return alarmRejected("Invalid metrics list: Error in expression '%s': %s", q.Str("id"), why)
		}
	}
	return nil
}

// unreadable says what is wrong with an expression, "" if nothing is.
func unreadable(expression string, known []string) string {
	var open []byte
	for rest := expression; rest != ""; {
		token := mathToken.FindString(rest)
		if token == "" {
			return "Syntax error at " + rest
		}
		rest = rest[len(token):]
		switch first := token[0]; {
		case first == '(' || first == '[':
			open = append(open, map[byte]byte{'(': ')', '[': ']'}[first])
		case first == ')' || first == ']':
			if len(open) == 0 || open[len(open)-1] != first {
				return "Unmatched " + token
			}
			open = open[:len(open)-1]
		case unicode.IsLetter(rune(first)) && !slices.Contains(known, token):
			return "Unknown id or function " + token
		}
	}
	if len(open) > 0 {
		return "Missing " + string(open[len(open)-1])
	}
	return ""
}
