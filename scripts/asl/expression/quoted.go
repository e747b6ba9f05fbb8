package expression

import (
	"fmt"
	"strings"
)

// reserved are the characters that a quoted text must escape with a backslash
// ("Reserved characters in intrinsic functions", Step Functions developer guide).
const reserved = `'{}\`

// quoted reads a text in single quotes. Braces without a backslash are for the
// template of States.Format alone, and only as {}.
func (p *parser) quoted(template bool) (Expression, error) {
	var plain, raw strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		switch {
		case c == '\'':
			p.at++
			if template {
				return literal{raw.String()}, nil
			}
			return literal{plain.String()}, nil
		case c == '\\':
			p.at++
			if p.at == len(p.text) || strings.IndexByte(reserved, p.text[p.at]) < 0 {
				return nil, fmt.Errorf("a backslash escapes none of %s; write \\\\ for a backslash", reserved)
			}
			raw.WriteString(p.text[p.at-1 : p.at+1])
			plain.WriteByte(p.text[p.at])
		case template && strings.HasPrefix(p.rest(), "{}"):
			p.at++
			raw.WriteString("{}")
		case c == '{' || c == '}':
			return nil, fmt.Errorf("a quoted text has %c without a backslash before it", c)
		default:
			raw.WriteByte(c)
			plain.WriteByte(c)
		}
	}
	return nil, fmt.Errorf("a quoted text is not closed")
}
