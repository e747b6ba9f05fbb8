package config

import (
	"maps"
	"regexp"
	"slices"
	"time"
)

// ScanException is why a finding of a scan stops no build, and until when.
type ScanException struct {
	Reason string `json:"reason"`
	Until  string `json:"until"` // the last day, as 2027-01-31
}

// longestExceptions leaves room among the environment variables of a build, which may have
// 5500 characters (CodeBuild User Guide, build-env-ref-env-vars).
const longestExceptions = 1500

var (
	findingPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{2,63}$`)
	reasonPattern  = regexp.MustCompile(`^[ -~]{1,200}$`)
)

var scanIgnoreKey = Key{
	Name:    "scanIgnore",
	Default: "none",
	Rule: "findings that stop no build until a day, by their id: `reason`, up to 200 characters, and `until`, the last " +
		"day; 1500 characters in all. What a service has is added to what all have",
	Example: `{"CVE-2026-1234": {"reason": "the code is not called", "until": "2027-01-31"}}`,
	Schema: Schema{"type": "object", "additionalProperties": Schema{
		"type": "object",
		"properties": Schema{
			"reason": Pattern(reasonPattern),
			"until":  Schema{"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
		},
		"required":             []string{"reason", "until"},
		"additionalProperties": false,
	}},
}

// scanIgnore reads exceptions, and adds them to those in all.
func (r *Reader) scanIgnore(key string, all map[string]ScanException) map[string]ScanException {
	var given map[string]map[string]any
	r.Object(key, &given, "an object such as "+scanIgnoreKey.Example)
	merged := maps.Clone(all)
	for _, id := range slices.Sorted(maps.Keys(given)) {
		reason, isText := given[id]["reason"].(string)
		until, isDay := given[id]["until"].(string)
		_, err := time.Parse(time.DateOnly, until)
		switch {
		case !findingPattern.MatchString(id):
			r.Reject(key, id, "the id of a finding, such as CVE-2026-1234: 3 to 64 letters, digits, dots, colons and hyphens")
		case !isText || !reasonPattern.MatchString(reason):
			r.Reject(key, id, "the reason says why the finding does no harm here, in 1 to 200 characters of ASCII")
		case !isDay || err != nil:
			r.Reject(key, id, "until is the last day on which the finding is ignored, such as 2027-01-31")
		case len(given[id]) > 2:
			r.Reject(key, id, "an exception has reason and until, and nothing else")
		default:
			if merged == nil {
				merged = map[string]ScanException{}
			}
			merged[id] = ScanException{reason, until}
		}
	}
	if text := compact(merged); len(text) > longestExceptions {
		r.Reject(key, text[:40]+"…", "exceptions of 1500 characters as JSON at most; take out those that have ended")
	}
	return merged
}
