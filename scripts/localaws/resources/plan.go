package resources

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// Faults validates the inputs as the provider does before any call: required
// properties, the name's alphabet and length, then the type's own checks.
func (k *Type) Faults(c *Call) []awserr.Fault {
	var out []awserr.Fault
	for _, p := range k.Required {
		if !c.In.Has(p) {
			out = append(out, awserr.Fault{Property: p, Reason: fmt.Sprintf("Missing required property '%s'", p)})
		}
	}
	if name, ok := c.In.Text(k.Name.Property); ok && k.Name.Property != "" {
		out = append(out, k.Name.faults(name)...)
	}
	for _, check := range k.Validate {
		out = append(out, check(c)...)
	}
	return out
}

func (n Name) faults(name string) []awserr.Fault {
	var out []awserr.Fault
	if length := utf8.RuneCountInString(name); n.Max > 0 && (length < n.Min || length > n.Max) {
		out = append(out,
			fault(n.Property, "expected length of %s to be in the range (%d - %d), got %s", n.Property, n.Min, n.Max, name)...)
	}
	if n.Allowed != "" && !regexp.MustCompile(`^(?:`+n.Allowed+`)$`).MatchString(name) {
		out = append(out, fault(n.Property, "invalid value for %s (%s): %s", n.Property, n.Words, name)...)
	}
	return out
}

func fault(property, format string, args ...any) []awserr.Fault {
	return []awserr.Fault{{Property: property, Reason: fmt.Sprintf(format, args...)}}
}

// oneOf allows only the listed words at the path.
func oneOf(path string, allowed ...string) Check {
	return func(c *Call) []awserr.Fault {
		v, ok := c.In.Text(path)
		if !ok || slices.Contains(allowed, v) {
			return nil
		}
		return fault(path, "expected %s to be one of %q, got %s", path, allowed, v)
	}
}

// between allows only numbers of the range at the path.
func between(path string, low, high float64) Check {
	return func(c *Call) []awserr.Fault {
		v, ok := c.In.Num(path)
		if !ok || v >= low && v <= high {
			return nil
		}
		return fault(path, "expected %s to be in the range (%s - %s), got %s", path, plain(low), plain(high), plain(v))
	}
}

// plain writes a number without an exponent.
func plain(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// oneOfNumbers allows only the listed numbers at the path.
func oneOfNumbers(path string, allowed ...float64) Check {
	return func(c *Call) []awserr.Fault {
		v, ok := c.In.Num(path)
		if !ok || slices.Contains(allowed, v) {
			return nil
		}
		return fault(path, "expected %s to be one of %v, got %v", path, allowed, v)
	}
}

// isJSON wants a JSON object at the path.
func isJSON(path string) Check {
	return func(c *Call) []awserr.Fault {
		v, ok := c.In.Text(path)
		if !ok {
			return nil
		}
		var object map[string]any
		if err := json.Unmarshal([]byte(v), &object); err != nil {
			return fault(path, "%q contains an invalid JSON: %s", path, err)
		}
		return nil
	}
}

// isARN wants an ARN at the path.
func isARN(path string) Check {
	return func(c *Call) []awserr.Fault {
		if v, ok := c.In.Text(path); ok && arnOf(v).Resource == "" {
			return fault(path, "%q (%s) is an invalid ARN: arn: invalid prefix", path, v)
		}
		return nil
	}
}

// longest limits the text's length at the path.
func longest(path string, limit int) Check {
	return func(c *Call) []awserr.Fault {
		if v, ok := c.In.Text(path); ok && utf8.RuneCountInString(v) > limit {
			return fault(path, "expected length of %s to be in the range (0 - %d), got %d characters", path,
				limit, utf8.RuneCountInString(v))
		}
		return nil
	}
}

// eachOf runs the check of every object in the list at the path.
func eachOf(path string, check func(at string, item properties.Map) []awserr.Fault) Check {
	return func(c *Call) []awserr.Fault {
		var out []awserr.Fault
		for i, item := range c.In.Maps(path) {
			out = append(out, check(fmt.Sprintf("%s.%d", path, i), item)...)
		}
		return out
	}
}
